import { expect, test } from 'vitest';
import { isIota, parseTransactions, readArrivals } from './read-transaction.ts';
import { recorded } from './testing/scripted-node.ts';

const ours = 'a7'.repeat(32);
const IOTA = '0x2::iota::IOTA';
const change = (changes: object = {}) => ({
  owner: { AddressOwner: `0x${ours}` },
  coinType: IOTA,
  amount: '100',
  ...changes,
});
function transaction(changes: object = {}) {
  const [parsed] = parseTransactions([
    {
      digest: 'D1',
      checkpoint: '7',
      timestampMs: '1000',
      effects: { status: { status: 'success' } },
      balanceChanges: [change()],
      ...changes,
    },
  ]);
  if (parsed === undefined) throw new Error('nothing parsed');
  return parsed;
}
const read = (changes: object) => readArrivals(transaction(changes), 7);

test('a real payment, among system transactions that move nothing', () => {
  const { result } = recorded('iota_multiGetTransactionBlocks').response;
  const [system, , , , , payment] = parseTransactions(result);
  if (system === undefined || payment === undefined) throw new Error('the recording has changed');
  expect(readArrivals(system, 82)).toEqual([]);
  expect(readArrivals(payment, 83)).toEqual([
    {
      kind: 'deposit',
      ledgerId: '6w46LrK26ytttmFfrH2vcfs91K4vj32LBypisidr5YN8',
      transaction: '6w46LrK26ytttmFfrH2vcfs91K4vj32LBypisidr5YN8',
      address: 'a7cac6510ccf50c6faea22e369b2e9de8aab58502a377a0a21b76b75785fe9af',
      amount: 1_000_000_000n,
      position: 83,
      ledgerAt: 1_795_246_117_345,
    },
  ]);
});

test('a real failed payment, which is in the ledger all the same, brings nothing', () => {
  const { result } = recorded('iota_executeTransactionBlock_insufficient').response;
  const failed = { ...(result as object), checkpoint: '90', timestampMs: '1' };
  expect(parseTransactions([failed]).flatMap((one) => readArrivals(one, 90))).toEqual([]);
});

test.each([
  ['IOTA, however its package is written', change({ coinType: `0x${'0'.repeat(63)}2::iota::IOTA` }), 100n],
  ['more than a float can hold', change({ amount: '9007199254740993' }), 9_007_199_254_740_993n],
  ['an address in capitals', change({ owner: { AddressOwner: `0x${ours.toUpperCase()}` } }), 100n],
])('counts: %s', (_name, one, amount) => {
  expect(read({ balanceChanges: [one] })).toMatchObject([{ kind: 'deposit', address: ours, amount }]);
});

test.each([
  ['other-coin', { balanceChanges: [change({ coinType: `0x${'b'.repeat(64)}::iota::IOTA` })] }],
  ['other-coin', { balanceChanges: [change({ coinType: '0x2::iota::IOTA2', amount: '9'.repeat(39) })] }],
  ['object-owned', { balanceChanges: [change({ owner: { ObjectOwner: `0x${ours}` } })] }],
  ['failed-transaction', { effects: { status: { status: 'failure' } } }],
])('is kept as refused: %s', (reason, changes) => {
  expect(read(changes)).toMatchObject([{ kind: 'refused', reason, address: ours }]);
});

test.each([
  ['a payer’s negative change', { balanceChanges: [change({ amount: '-100' })] }],
  ['nothing', { balanceChanges: [change({ amount: '0' })] }],
  ['what is shared', { balanceChanges: [change({ owner: { Shared: { initial_shared_version: 1 } } })] }],
  ['what nobody can change', { balanceChanges: [change({ owner: 'Immutable' })] }],
  [
    'an owner of two kinds',
    { balanceChanges: [change({ owner: { AddressOwner: ours, ObjectOwner: ours } })] },
  ],
  ['a system transaction', { balanceChanges: [] }],
])('is nobody’s business: %s', (_name, changes) => {
  expect(read(changes)).toEqual([]);
});

test.each([
  ['it is in no checkpoint', { checkpoint: null }],
  ['it is in another checkpoint', { checkpoint: '8' }],
  ['its changes are not known', { balanceChanges: null }],
  ['its effects are not known', { effects: null }],
])('must be read again: %s', (_name, changes) => {
  expect(read(changes)).toBeUndefined();
});

test('the same coin twice for one address is one sum, and another address is another deposit', () => {
  const other = change({ owner: { AddressOwner: `0x${'c'.repeat(64)}` } });
  const arrivals = read({ balanceChanges: [change(), other, change({ amount: '5' })] });
  expect(arrivals?.map(({ address, amount }) => [address.slice(0, 2), amount])).toEqual([
    ['a7', 105n],
    ['cc', 100n],
  ]);
});

test.each([
  [{ digest: 7 }],
  [{ balanceChanges: [change({ amount: '1.5' })] }],
  [{ balanceChanges: [change({ amount: 100 })] }],
  [{ timestampMs: 'now' }],
])('nonsense is named: %o', (changes) => {
  expect(() => transaction(changes)).toThrow(expect.objectContaining({ code: 'ledger-nonsense' }) as Error);
});

test('an address that is none is named', () => {
  expect(() => read({ balanceChanges: [change({ owner: { AddressOwner: '0xzz' } })] })).toThrow(
    expect.objectContaining({ code: 'ledger-nonsense' }) as Error,
  );
});

test.each([
  ['0x2::iota::IOTA', true],
  ['0x02::iota::IOTA', true],
  ['0x20::iota::IOTA', false],
  ['0x2::iota::IOTA ', false],
  ['0x2::IOTA::IOTA', false],
  ['0x2::coin::Coin<0x2::iota::IOTA>', false],
])('%s is IOTA: %s', (type, is) => {
  expect(isIota(type)).toBe(is);
});
