import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Database } from './adapters/database/database.ts';
import { openPostgres } from './adapters/database/open-postgres.ts';
import { openSqlite } from './adapters/database/open-sqlite.ts';
import type { Log } from './ports/log.ts';
import type { CheckoutSettings } from './settings.ts';

/** PostgreSQL where the settings name one; a SQLite file in the data folder else. @throws TanglegateError as either of them */
export function openDatabase(
  { dataFolder, database }: Pick<CheckoutSettings, 'dataFolder' | 'database'>,
  log: Log,
): Promise<Kysely<Database>> {
  return database === undefined
    ? openSqlite(join(dataFolder, 'checkout.sqlite'))
    : openPostgres(database, log);
}
