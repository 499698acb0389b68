import { sql } from 'kysely';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/start-backbone.ts';
import { openSqlite } from './open-sqlite.ts';

async function pragma(db: Awaited<ReturnType<typeof openSqlite>>, name: string): Promise<unknown> {
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db);
  return Object.values(rows[0] ?? {})[0];
}

test('what is committed is on the disk: WAL, synchronous FULL, foreign keys', async () => {
  const db = await openSqlite(join(temporaryFolder(), 'a.sqlite'));
  expect(await pragma(db, 'journal_mode')).toBe('wal');
  expect(await pragma(db, 'synchronous')).toBe(2);
  expect(await pragma(db, 'foreign_keys')).toBe(1);
  await db.destroy();
});

test('only its owner can read the database, its log and its folder, whatever they were before', async () => {
  const folder = join(temporaryFolder(), 'data');
  const file = join(folder, 'a.sqlite');
  const modeOf = (path: string) => statSync(path).mode & 0o777;
  await (await openSqlite(file)).destroy();
  expect([modeOf(folder), modeOf(file)]).toEqual([0o700, 0o600]);
  chmodSync(file, 0o644);
  const db = await openSqlite(file);
  expect([modeOf(file), modeOf(`${file}-wal`), modeOf(`${file}-shm`)]).toEqual([0o600, 0o600, 0o600]);
  await db.destroy();
});

test.each([
  [
    'a file that is no database',
    (file: string) => {
      writeFileSync(file, 'junk, and no database');
    },
  ],
  [
    'a folder',
    (file: string) => {
      mkdirSync(file);
    },
  ],
])('%s in its place is told by name, with what to do', async (_name, make) => {
  const file = join(temporaryFolder(), 'a.sqlite');
  make(file);
  await expect(openSqlite(file)).rejects.toMatchObject({
    code: 'database-unreadable',
    message: expect.stringMatching(/^The orders in .*a\.sqlite cannot be opened \(.*backup/) as string,
  });
});

test('migrations run once, and a database of a later version is not touched', async () => {
  const file = join(temporaryFolder(), 'a.sqlite');
  await (await openSqlite(file)).destroy();
  const db = await openSqlite(file);
  await sql`insert into kysely_migration (name, timestamp) values ('999-later', 'x')`.execute(db);
  await db.destroy();
  await expect(openSqlite(file)).rejects.toMatchObject({
    code: 'database-not-migrated',
    message: expect.stringContaining('later version') as string,
  });
});

test('two transactions that span awaits do not interleave', async () => {
  const db = await openSqlite(join(temporaryFolder(), 'a.sqlite'));
  const steps: string[] = [];
  const work = (name: string) =>
    db.transaction().execute(async (transaction) => {
      steps.push(`${name} begins`);
      await transaction.insertInto('settings').values({ key: name, value: '1' }).execute();
      await new Promise((resolve) => setTimeout(resolve, 5));
      steps.push(`${name} ends`);
    });
  await Promise.all([work('one'), work('two')]);
  expect(steps).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  await db.destroy();
});

test('2^64−1 goes in and comes out', async () => {
  const db = await openSqlite(join(temporaryFolder(), 'a.sqlite'));
  await db
    .insertInto('settings')
    .values({ key: 'most', value: (2n ** 64n - 1n).toString() })
    .execute();
  const { value } = await db.selectFrom('settings').selectAll().executeTakeFirstOrThrow();
  expect(BigInt(value)).toBe(2n ** 64n - 1n);
  await db.destroy();
});
