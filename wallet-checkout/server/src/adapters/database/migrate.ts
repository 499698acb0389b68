import { Migrator, type Kysely } from 'kysely';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { Database } from './database.ts';
import type { DialectName } from './dialect.ts';
import { migrations } from './migrations.ts';

/** @throws TanglegateError `database-not-migrated` */
export async function migrate(db: Kysely<Database>, dialect: DialectName): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations(dialect)) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  throw new TanglegateError(
    'database-not-migrated',
    `The database could not be brought up to date: ${messageOf(error)}. Was it written by a later version?`,
    { cause: error },
  );
}
