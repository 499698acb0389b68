import { expect, test } from 'vitest';
import { checkInputs } from './check-inputs.ts';
import { IOTA_COIN } from './coin-type.ts';
import { executeTransaction } from './execute-transaction.ts';
import { COIN_STORAGE } from './gas.ts';
import type { Coin, Hashing } from './object.ts';
import { failureText } from './refused.ts';
import type { Argument, Command, Input, Transaction } from './transaction.ts';

const me = `0x${'1'.repeat(64)}`;
const you = `0x${'2'.repeat(64)}`;
const hashing: Hashing = {
  coinDigest: ({ id, version, balance }) => `${id.slice(-2)}@${version}=${balance}`,
  createdId: (_, index) => `0x${'e'.repeat(62)}${index.toString().padStart(2, '0')}`,
  digestOf: (kind, ...parts) => [kind, ...parts].join('-'),
};

function coin(name: string, balance: bigint, more: Partial<Coin> = {}): Coin {
  const facts = {
    id: `0x${name.repeat(64).slice(0, 64)}`,
    version: 3,
    owner: { AddressOwner: me },
    coinType: IOTA_COIN,
    balance,
    previousTransaction: `made-${name}`,
    storageRebate: COIN_STORAGE,
    ...more,
  };
  return { ...facts, digest: hashing.coinDigest(facts) };
}

const gas = coin('a', 100_000_000n);
const plain = coin('b', 50n, { version: 7 });
const other = coin('c', 60n, { coinType: '0x9::x::X' });
const frozen = coin('d', 70n, { owner: 'Immutable' });
const huge = coin('f', 2n ** 64n - 20n);
const all = [gas, plain, other, frozen, huge];

const refOf = ({ id, version, digest }: Coin) => ({ objectId: id, version, digest });
const owned = (c: Coin): Input => ({ kind: 'owned', ref: refOf(c) });
const u64 = (value: number): Input => ({
  kind: 'pure',
  bytes: Uint8Array.from([value, 0, 0, 0, 0, 0, 0, 0]),
});
const address: Input = { kind: 'pure', bytes: new Uint8Array(32).fill(0x22) };

/** 0 ten · 1 an address · 2 plain · 3 of another type · 4 frozen · 5 huge · 6 two bytes · 7 two hundred */
const inputs: readonly Input[] = [
  u64(10),
  address,
  owned(plain),
  owned(other),
  owned(frozen),
  owned(huge),
  { kind: 'pure', bytes: Uint8Array.from([1, 2]) },
  u64(200),
];
const input = (index: number): Argument => ({ kind: 'Input', index });
const nested = (command: number, index: number): Argument => ({ kind: 'NestedResult', command, index });
const gasCoin: Argument = { kind: 'GasCoin' };
const split = (from: Argument, ...amounts: number[]): Command => ({
  kind: 'SplitCoins',
  coin: from,
  amounts: amounts.map(input),
});
const merge = (into: Argument, ...sources: Argument[]): Command => ({ kind: 'MergeCoins', into, sources });
const send = (to: number, ...objects: Argument[]): Command => ({
  kind: 'TransferObjects',
  objects,
  to: input(to),
});

function run(commands: readonly Command[], budget = 10_000_000n) {
  const transaction: Transaction = {
    digest: 'this',
    sender: me,
    gas: { payment: [refOf(gas)], owner: me, price: 1_000n, budget },
    inputs,
    commands,
    lastEpoch: undefined,
  };
  const checked = checkInputs(transaction, (id) => all.find((c) => c.id === id), 0);
  return executeTransaction({ transaction, checked, hashing, epoch: 0 });
}

test.each<[words: string, commands: Command[]]>([
  ['InsufficientCoinBalance in command 0', [split(input(2), 7)]],
  ['InsufficientCoinBalance in command 1', [split(input(2), 0), split(input(2), 7)]],
  ['CoinBalanceOverflow in command 0', [merge(input(5), input(2))]],
  ['CommandArgumentError { arg_idx: 1, kind: TypeMismatch } in command 0', [merge(input(2), input(3))]],
  ['CommandArgumentError { arg_idx: 0, kind: TypeMismatch } in command 0', [split(input(0), 0)]],
  ['CommandArgumentError { arg_idx: 1, kind: TypeMismatch } in command 0', [split(input(2), 3)]],
  ['CommandArgumentError { arg_idx: 1, kind: InvalidBCSBytes } in command 0', [split(input(2), 6)]],
  ['CommandArgumentError { arg_idx: 1, kind: InvalidBCSBytes } in command 0', [send(0, input(2))]],
  ['CommandArgumentError { arg_idx: 1, kind: InvalidValueUsage } in command 0', [merge(input(2), input(2))]],
  [
    'CommandArgumentError { arg_idx: 0, kind: InvalidValueUsage } in command 1',
    [send(1, input(2)), send(1, input(2))],
  ],
  [
    'CommandArgumentError { arg_idx: 0, kind: InvalidValueUsage } in command 1',
    [send(1, gasCoin), split(gasCoin, 0)],
  ],
  ['CommandArgumentError { arg_idx: 0, kind: InvalidObjectByValue } in command 0', [send(1, input(4))]],
  ['CommandArgumentError { arg_idx: 0, kind: InvalidObjectByMutRef } in command 0', [split(input(4), 0)]],
  [
    'CommandArgumentError { arg_idx: 0, kind: InvalidObjectByMutRef } in command 0',
    [merge(input(4), input(2))],
  ],
  ['CommandArgumentError { arg_idx: 0, kind: IndexOutOfBounds } in command 0', [send(1, input(99))]],
  ['CommandArgumentError { arg_idx: 0, kind: IndexOutOfBounds } in command 0', [send(1, nested(0, 0))]],
  [
    'CommandArgumentError { arg_idx: 0, kind: IndexOutOfBounds } in command 1',
    [split(input(2), 0), send(1, nested(0, 1))],
  ],
  [
    'CommandArgumentError { arg_idx: 0, kind: InvalidResultArity } in command 1',
    [split(input(2), 0, 0), send(1, { kind: 'Result', command: 0 })],
  ],
  ['CommandArgumentError { arg_idx: 1, kind: InvalidGasCoinUsage } in command 0', [merge(input(2), gasCoin)]],
  [
    'UnusedValueWithoutDrop { result_idx: 0, secondary_idx: 1 }',
    [split(input(2), 0, 0), send(1, nested(0, 0))],
  ],
])('%s', (words, commands) => {
  const { outcome, written, deleted } = run(commands);
  expect(outcome.failure && failureText(outcome.failure)).toBe(words);
  // Gas is paid, versions rise, and nothing else happens to any coin.
  expect(deleted).toEqual([]);
  expect(written.filter(({ id }) => id !== gas.id).map(({ balance, owner }) => [balance, owner])).toEqual(
    [plain, other, huge].map(({ balance, owner }) => [balance, owner]),
  );
  expect(outcome.balanceChanges).toEqual([
    { owner: { AddressOwner: me }, coinType: IOTA_COIN, amount: -1_000_000n },
  ]);
});

test('everything written has one version, above that of every input', () => {
  const { outcome, written } = run([split(gasCoin, 0), send(1, nested(0, 0))]);
  expect(new Set(written.map(({ version }) => version))).toEqual(new Set([8]));
  expect(outcome.dependencies).toEqual(['made-a', 'made-b', 'made-c', 'made-f']);
});

test('a coin that is split off and merged again in one transaction has never been', () => {
  const { outcome, written } = run([split(gasCoin, 0), merge(gasCoin, nested(0, 0))]);
  expect(outcome.failure).toBeUndefined();
  expect(written).toHaveLength(all.length - 1);
  expect(written.some(({ id }) => id === frozen.id)).toBe(false);
});

test('what is split off and sent arrives', () => {
  const { outcome, written } = run([
    split(input(2), 0, 0),
    merge(nested(0, 0), nested(0, 1)),
    send(1, nested(0, 0)),
  ]);
  expect(
    written.filter(({ owner }) => JSON.stringify(owner).includes(you)).map(({ balance }) => balance),
  ).toEqual([20n]);
  expect(outcome.balanceChanges).toContainEqual({
    owner: { AddressOwner: you },
    coinType: IOTA_COIN,
    amount: 20n,
  });
});

test('a budget that storage exceeds is a failure, and takes the whole budget at most', () => {
  const { outcome } = run(
    [split(gasCoin, 0, 0, 0), send(1, nested(0, 0), nested(0, 1), nested(0, 2))],
    1_500_000n,
  );
  expect(outcome.failure).toEqual({ kind: 'InsufficientGas' });
  const [change] = outcome.balanceChanges;
  expect(-(change?.amount ?? 0n)).toBeLessThanOrEqual(1_500_000n);
});
