import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { scriptFolder } from '../testing/run-script.ts';
import { openJournal } from './journal.ts';

const from = 'ab'.repeat(32);
const signed = (id: string) => ({ id, bytes: 'b', signature: 's' });
const purpose = { chain: 'c', from, refunds: [] };

test('a journal of before, with one sender a transaction, is read on', () => {
  const file = join(scriptFolder(), 'journal.sqlite');
  const before = new Database(file);
  before.exec(`
    create table transactions (
      id text primary key, chain text not null, from_address text not null, bytes text not null, signature text not null,
      state text not null check (state in ('open', 'final', 'failed', 'dead')), spent text);
    insert into transactions values ('T1', 'c', '${from}', 'b', 's', 'final', '7'), ('T2', 'c', '${from}', 'b', 's', 'open', null);`);
  before.close();
  for (let time = 0; time < 2; time++) {
    const journal = openJournal(file);
    expect(journal.sent('c').spent).toEqual([{ address: from, amount: '7', transaction: 'T1' }]);
    expect(journal.listOpen('c')).toEqual([signed('T2')]);
    journal.close();
  }
});

test('what left each of several addresses is told, and what failed has spent nothing', () => {
  const journal = openJournal(join(scriptFolder(), 'journal.sqlite'));
  for (const id of ['T1', 'T2']) journal.add(signed(id), purpose);
  const spent = [
    { address: from, amount: 7n },
    { address: 'cd'.repeat(32), amount: 2n ** 63n },
  ];
  journal.settle('T1', { state: 'final', spent });
  journal.settle('T2', { state: 'failed' });
  expect(journal.sent('c').spent).toEqual(
    spent.map(({ address, amount }) => ({ address, amount: amount.toString(), transaction: 'T1' })),
  );
  expect([journal.listOpen('c'), journal.listFinal('c'), journal.sent('other').spent]).toEqual([
    [],
    [signed('T1')],
    [],
  ]);
  journal.close();
});
