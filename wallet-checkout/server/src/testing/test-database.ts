import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { inject, onTestFinished } from 'vitest';
import type { Database } from '../adapters/database/database.ts';
import { openPostgres } from '../adapters/database/open-postgres.ts';
import { openSqlite } from '../adapters/database/open-sqlite.ts';
import type { DatabaseSettings } from '../database-settings.ts';

/** What an administrator does: on the server's own database. */
export async function asAdministrator<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = inject('postgres');
  if (url === undefined) throw new Error('there is no PostgreSQL in this project');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const made = new Set<string>();
/** With all tables (`start-postgres.ts`), or with none. */
type Template = 'template1' | 'template0';

async function makeOnce(name: string, template: Template): Promise<void> {
  if (made.has(name)) return;
  made.add(name);
  await asAdministrator((client) => client.query(`create database ${name} template ${template}`));
  onTestFinished(async () => {
    await asAdministrator((client) => client.query(`drop database if exists ${name} with (force)`));
  });
}

/**
 * Where a test's database is. The folder names it, on both dialects: SQLite's file lies in it; in the project that runs the tests on
 * PostgreSQL the first call makes a database, which is gone after the test.
 */
export async function databaseAt(
  folder: string,
  template: Template = 'template1',
): Promise<{ database?: DatabaseSettings }> {
  const postgres = inject('postgres');
  if (postgres === undefined) return {};
  const name = `test_${createHash('sha256').update(folder).digest('hex').slice(0, 20)}`;
  await makeOnce(name, template);
  return { database: { url: postgres.replace(/postgres$/, name), pool: 10 } };
}

/** The same as a server would open it: as often as wanted, each time with connections of its own. */
export async function openDatabaseAt(folder: string): Promise<Kysely<Database>> {
  const { database } = await databaseAt(folder);
  return database === undefined
    ? openSqlite(join(folder, 'checkout.sqlite'))
    : openPostgres(database, pino({ level: 'silent' }));
}
