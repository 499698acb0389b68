import { sql } from 'kysely';
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
