import { expect, test } from 'vitest';
import { planRefunds, type Owed } from './plan-refunds.ts';
import type { Source, Spender } from './spender.ts';

const owed = (id: string, amount: bigint): Owed => ({ id, amount, to: 'ab'.repeat(32) });
const source = (place: Source['place'], balance: bigint): Source => ({
  place,
  balance,
  address: String(place),
});
/** As on Rebased: a fee of 10, and 1 for each payment. */
const fee: Spender['leftAfter'] = ({ balance }, payments) => {
  const left = payments.reduce((sum, { amount }) => sum - amount - 1n, balance - 10n);
  return left < 0n ? undefined : left;
};

/** Who pays what, and what stays unpaid. */
function plan(refunds: readonly Owed[], sources: readonly Source[]) {
  const { transactions, unpaid } = planRefunds(refunds, sources, fee);
  return {
    paid: transactions.map(({ source: { place }, refunds: some }) => [place, ...some.map(({ id }) => id)]),
    unpaid: unpaid.map(({ id }) => id),
  };
}

test.each<[string, Owed[], Source[], ReturnType<typeof plan>]>([
  ['nothing is owed', [], [source(0, 100n)], { paid: [], unpaid: [] }],
  ['there is no money', [owed('a', 1n)], [], { paid: [], unpaid: ['a'] }],
  ['exactly enough', [owed('a', 89n)], [source(0, 100n)], { paid: [[0, 'a']], unpaid: [] }],
  ['one unit short of the fee', [owed('a', 90n)], [source(0, 100n)], { paid: [], unpaid: ['a'] }],
  [
    'the purse pays many in one transaction',
    [owed('a', 50n), owed('b', 60n), owed('c', 70n)],
    [source(3, 100n), source('purse', 500n)],
    { paid: [['purse', 'a', 'b', 'c']], unpaid: [] },
  ],
  [
    'a smaller one is paid where a larger one does not fit',
    [owed('a', 500n), owed('b', 20n)],
    [source(3, 100n)],
    { paid: [[3, 'b']], unpaid: ['a'] },
  ],
  [
    'two halves do not make one refund',
    [owed('a', 150n)],
    [source(1, 100n), source(2, 100n)],
    { paid: [], unpaid: ['a'] },
  ],
])('%s', (_name, refunds, sources, expected) => {
  expect(plan(refunds, sources)).toEqual(expected);
});

test('more than a transaction takes are paid by several, and none twice', () => {
  const refunds = Array.from({ length: 250 }, (_, i) => owed(`r${i}`, 1n));
  const { transactions, unpaid } = planRefunds(refunds, [source('purse', 10_000n)], fee);
  expect(transactions.map((one) => one.refunds.length)).toEqual([100, 100, 50]);
  expect(new Set(transactions.flatMap((one) => one.refunds.map(({ id }) => id))).size).toBe(250);
  expect(unpaid).toEqual([]);
});
