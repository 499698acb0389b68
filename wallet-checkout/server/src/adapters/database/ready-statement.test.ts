import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/start-backbone.ts';
import { openDatabaseAt } from '../../testing/test-database.ts';
import { readyStatement, type ValueOf } from './ready-statement.ts';

interface Setting {
  readonly key: string;
  readonly text: string;
}

test('built once, run with other values each time, in a transaction and outside', async () => {
  const db = await openDatabaseAt(temporaryFolder());
  let built = 0;
  const insert = readyStatement((on, value: ValueOf<Setting>) => {
    built++;
    return on.insertInto('settings').values({ key: value('key'), value: value('text') });
  });
  const find = readyStatement((on, value: ValueOf<Setting>) =>
    on
      .selectFrom('settings')
      .select('value')
      .where('value', '=', value('text'))
      .where('key', '=', value('key'))
      .limit(1),
  );
  await db.transaction().execute(async (on) => {
    expect((await insert(on, { key: 'a', text: '1' })).numAffectedRows).toBe(1n);
  });
  await insert(db, { key: 'b', text: '2' });
  expect(built).toBe(1);
  // Values go by their names, whatever their order, and what is no slot (the limit) stays.
  expect((await find(db, { key: 'b', text: '2' })).rows).toEqual([{ value: '2' }]);
  expect((await find(db, { key: 'a', text: '2' })).rows).toEqual([]);
  await db.destroy();
});
