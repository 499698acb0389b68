import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { silent, temporaryFolder } from '../../testing/start-backbone.ts';
import { asAdministrator, databaseAt, openDatabaseAt } from '../../testing/test-database.ts';
import { meetingPoint } from '../../testing/meeting-point.ts';
import { takeTurn } from './dialect.ts';
import { openPostgres, type PostgresAccess } from './open-postgres.ts';
import { runTransaction } from './run-transaction.ts';

async function access(
  changes: Partial<PostgresAccess> = {},
  template?: 'template0',
): Promise<PostgresAccess> {
  const { database } = await databaseAt(temporaryFolder(), template);
  if (database === undefined) throw new Error('there is no PostgreSQL here');
  return { ...database, ...changes };
}

async function opened() {
  const db = await openDatabaseAt(temporaryFolder());
  onTestFinished(() => db.destroy());
  const put = (key: string, value: string) => db.insertInto('settings').values({ key, value }).execute();
  return { db, put };
}

test('four that start at the same moment on an empty database: its tables are made once', async () => {
  const where = await access({}, 'template0');
  const all = await Promise.all([1, 2, 3, 4].map(() => openPostgres(where, silent)));
  const [db] = all;
  const { rows } = await sql<{ times: number }>`
    select count(*) as times from kysely_migration group by name having count(*) <> 1`.execute(db ?? fail());
  expect(rows).toEqual([]);
  await Promise.all(all.map((one) => one.destroy()));
});

function fail(): never {
  throw new Error('nothing was opened');
}

test('counts and times are numbers, and 2^64−1 goes in and comes out', async () => {
  const { db, put } = await opened();
  await put('most', (2n ** 64n - 1n).toString());
  const { count } = await db
    .selectFrom('settings')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(1);
  const { value } = await db.selectFrom('settings').selectAll().executeTakeFirstOrThrow();
  expect(BigInt(value)).toBe(2n ** 64n - 1n);
});

test('a text that PostgreSQL cannot keep is whoever wrote it to mend, and the connection is none the worse', async () => {
  const { db, put } = await opened();
  await expect(put('name', 'Ada\0')).rejects.toMatchObject({ code: 'invalid-request' });
  await put('name', 'Ada');
  expect(await db.selectFrom('settings').selectAll().execute()).toHaveLength(1);
});

test('two transactions that wait for each other: one is done anew, and both are done', async () => {
  const { db, put } = await opened();
  await put('a', '0');
  await put('b', '0');
  const bothHoldOne = meetingPoint(2);
  let begun = 0;
  const add = (first: string, second: string) =>
    runTransaction(db, async (on) => {
      begun++;
      const more = (key: string) =>
        on
          .updateTable('settings')
          .set({ value: sql<string>`value::int + 1` })
          .where('key', '=', key)
          .execute();
      await more(first);
      await bothHoldOne();
      await more(second);
    });
  await Promise.all([add('a', 'b'), add('b', 'a')]);
  expect(begun).toBe(3);
  const rows = await db.selectFrom('settings').select('value').execute();
  expect(rows).toEqual([{ value: '2' }, { value: '2' }]);
});

test('whoever takes the same turn waits for the transaction to end', async () => {
  const { db } = await opened();
  const steps: string[] = [];
  const work = (name: string) =>
    runTransaction(db, async (on) => {
      await takeTurn(on, 'catalogue');
      steps.push(`${name} begins`);
      await sql`select pg_sleep(0.05)`.execute(on);
      steps.push(`${name} ends`);
    });
  await Promise.all([work('one'), work('two')]);
  expect(steps.map((step) => step.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
});

const killAll = (name: string) =>
  asAdministrator((client) =>
    client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]),
  );

test('a lost connection is named, takes its transaction with it, and the next query has another one', async () => {
  const where = await access();
  const db = await openPostgres(where, silent);
  onTestFinished(() => db.destroy());
  const name = new URL(where.url).pathname.slice(1);
  const interrupted = db.transaction().execute(async (on) => {
    await on.insertInto('settings').values({ key: 'half', value: '1' }).execute();
    await killAll(name);
    await on.insertInto('settings').values({ key: 'done', value: '1' }).execute();
  });
  await expect(interrupted).rejects.toMatchObject({ code: 'database-unreachable' });
  expect(await db.selectFrom('settings').selectAll().execute()).toEqual([]);
});

test('more work than connections waits for its turn', async () => {
  const db = await openPostgres(await access({ pool: 2 }), silent);
  onTestFinished(() => db.destroy());
  const all = Array.from({ length: 40 }, (_, i) => `k${i}`);
  await Promise.all(all.map((key) => db.insertInto('settings').values({ key, value: '' }).execute()));
  expect(await db.selectFrom('settings').selectAll().execute()).toHaveLength(40);
});

test.each([
  ['database-unreachable', (url: URL) => (url.port = '1')],
  ['database-unreadable', (url: URL) => (url.pathname = '/nothing')],
  ['database-unreadable', (url: URL) => (url.username = 'nobody')],
])('%s says where it is, and never the password', async (code, spoil) => {
  const { url } = await access();
  const wrong = new URL(url);
  wrong.password = 'hunter2';
  spoil(wrong);
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const error: unknown = await openPostgres({ url: wrong.href, pool: 2 }, log).catch((e: unknown) => e);
  expect(error).toMatchObject({ code, message: expect.stringContaining(wrong.host) as string });
  expect(`${String(error)} ${lines.join(' ')}`).not.toContain('hunter2');
});
