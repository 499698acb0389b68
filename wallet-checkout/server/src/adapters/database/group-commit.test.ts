import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../testing/start-backbone.ts';
import { groupCommit } from './group-commit.ts';
import { openSqlite } from './open-sqlite.ts';

async function opened() {
  const db = await openSqlite(join(temporaryFolder(), 'a.sqlite'));
  const transaction = groupCommit(db);
  const write = (key: string, fails = false) =>
    transaction(async (on) => {
      await on.insertInto('settings').values({ key, value: '1' }).execute();
      if (fails) throw new Error(`${key} fails`);
      return key;
    });
  const keys = async () =>
    (await db.selectFrom('settings').select('key').orderBy('key').execute()).map((row) => row.key);
  return { db, transaction, write, keys };
}

test('each piece of work gets its own answer', async () => {
  const { write, keys } = await opened();
  expect(await Promise.all([write('a'), write('b'), write('c')])).toEqual(['a', 'b', 'c']);
  expect(await keys()).toEqual(['a', 'b', 'c']);
});

test('one that fails takes nothing of the others with it, and leaves nothing', async () => {
  const { write, keys } = await opened();
  const results = await Promise.allSettled([write('a'), write('b', true), write('c'), write('a')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect(await keys()).toEqual(['a', 'c']);
});

test('more than fit into one group are all done, in order', async () => {
  const { write, keys } = await opened();
  const names = Array.from({ length: 150 }, (_, i) => String(i).padStart(3, '0'));
  const done: string[] = [];
  await Promise.all(names.map((name) => write(name).then((key) => done.push(key))));
  expect(done).toEqual(names);
  expect(await keys()).toEqual(names);
});

test('what has arrived by the end of a turn shares one commit, also when it came one after the other', async () => {
  const { db, write, keys } = await opened();
  const begun = vi.spyOn(db, 'transaction');
  const answers: Promise<string>[] = [];
  for (const key of ['a', 'b', 'c']) {
    answers.push(write(key));
    await Promise.resolve();
  }
  await Promise.all(answers);
  expect(begun).toHaveBeenCalledTimes(1);
  expect(await keys()).toEqual(['a', 'b', 'c']);
});

test('nobody is told that it is done before the commit; when that fails, everybody is told', async () => {
  const { transaction, write, keys } = await opened();
  let answered = false;
  const first = transaction(async (on) => {
    await on.insertInto('settings').values({ key: 'a', value: '1' }).execute();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).toBe(false);
  }).then(() => (answered = true));
  await first;
  // A foreign key is checked as late as the commit here: one piece that breaks it fails the whole group.
  const breaks = transaction(async (on) => {
    await sql`pragma defer_foreign_keys = on`.execute(on);
    const venue = { organiser_id: 'nobody' as never, name: '', address: null, time_zone: '' };
    await on
      .insertInto('venues')
      .values({ id: 'v' as never, ...venue })
      .execute();
  });
  const results = await Promise.allSettled([write('b'), breaks, write('c')]);
  expect(results.map(({ status }) => status)).toContain('rejected');
  const told = results.flatMap((result) =>
    result.status === 'fulfilled' && result.value ? [result.value] : [],
  );
  expect(await keys()).toEqual(['a', ...told]);
  expect(await write('d')).toBe('d');
});
