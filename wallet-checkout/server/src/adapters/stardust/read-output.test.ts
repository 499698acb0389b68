import { expect, test } from 'vitest';
import { parseOutput, readOutput } from './read-output.ts';
import { recorded } from './testing/scripted-node.ts';

const ours = 'a7'.repeat(32);
const theirs = 'b2'.repeat(32);
const TRANSACTION = `0x${'d1'.repeat(32)}`;
const OUTPUT_ID = `${TRANSACTION}0100`;

const ed25519 = (pubKeyHash: string) => ({ type: 0, pubKeyHash: `0x${pubKeyHash}` });
const toUs = { type: 0, address: ed25519(ours) };
const returned = { type: 1, returnAddress: ed25519(theirs), amount: '100' };
const timelock = { type: 2, unixTime: 1_900_000_000 };
const expiration = { type: 3, returnAddress: ed25519(theirs), unixTime: 1_900_000_000 };
const controlled = { type: 4, address: ed25519(ours) };
const governed = { type: 5, address: ed25519(ours) };

const basic = (changes: object = {}) => ({ type: 3, amount: '300', unlockConditions: [toUs], ...changes });
const found = (output: object, metadata: object = {}) => ({
  metadata: {
    transactionId: TRANSACTION,
    milestoneIndexBooked: 7,
    milestoneTimestampBooked: 1_795_466_590,
    ...metadata,
  },
  output,
});
const read = (output: object) => readOutput(OUTPUT_ID, parseOutput(found(output)), 7);

test('a real payment', () => {
  const arrivals = Object.entries(recorded)
    .filter(([path, { status }]) => path.startsWith('outputs/') && status === 200)
    .flatMap(([path, { body }]) => readOutput(path.replace('outputs/', ''), parseOutput(body), 3));
  expect(arrivals).toHaveLength(4);
  expect(arrivals.filter(({ amount }) => amount === 1_000_000n)).toEqual([
    {
      kind: 'deposit',
      ledgerId: expect.stringMatching(/^0x[0-9a-f]{64}0100$/) as string,
      transaction: expect.stringMatching(/^0x[0-9a-f]{64}$/) as string,
      address: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      amount: 1_000_000n,
      position: 3,
      ledgerAt: expect.any(Number) as number,
    },
  ]);
});

test.each([
  ['a plain output', basic(), 300n],
  ['more than a float can hold', basic({ amount: '9007199254740993' }), 9_007_199_254_740_993n],
  ['all that 64 bits can hold', basic({ amount: '18446744073709551615' }), 18_446_744_073_709_551_615n],
  [
    'with native tokens: the coin in it alone',
    basic({ nativeTokens: [{ id: '0x08', amount: '0x5' }] }),
    300n,
  ],
  [
    'with features',
    basic({
      features: [
        { type: 2, data: '0x00' },
        { type: 3, tag: '0x01' },
      ],
    }),
    300n,
  ],
])('counts: %s', (_name, output, amount) => {
  expect(read(output)).toEqual([
    {
      kind: 'deposit',
      ledgerId: OUTPUT_ID,
      transaction: TRANSACTION,
      address: ours,
      amount,
      position: 7,
      ledgerAt: 1_795_466_590_000,
    },
  ]);
});

test('spent since: it did arrive', () => {
  const spent = parseOutput(found(basic(), { isSpent: true, milestoneIndexSpent: 7 }));
  expect(readOutput(OUTPUT_ID, spent, 7)).toMatchObject([{ kind: 'deposit', address: ours }]);
});

test.each([
  ['storage-return', 'basic output', basic({ unlockConditions: [toUs, returned] })],
  ['time-locked', 'basic output', basic({ unlockConditions: [toUs, timelock] })],
  ['expiring', 'basic output', basic({ unlockConditions: [toUs, expiration] })],
  ['storage-return', 'basic output', basic({ unlockConditions: [toUs, returned, timelock, expiration] })],
  ['expiring', 'basic output', basic({ unlockConditions: [toUs, timelock, expiration] })],
  ['not-basic-output', 'basic output', basic({ unlockConditions: [toUs, { type: 9 }] })],
  ['not-basic-output', 'NFT output', basic({ type: 6, nftId: '0x00' })],
  ['not-basic-output', 'NFT output', basic({ type: 6, unlockConditions: [toUs, returned] })],
  ['not-basic-output', 'alias output', basic({ type: 4, unlockConditions: [controlled, governed] })],
  ['not-basic-output', 'alias output', basic({ type: 4, unlockConditions: [governed] })],
  ['not-basic-output', 'output of type 9', basic({ type: 9 })],
])('refused as %s: %s, %o', (reason, asset, output) => {
  expect(read(output)).toMatchObject([{ kind: 'refused', reason, asset, address: ours, amount: 300n }]);
});

const toAlias = { type: 0, address: { type: 8, aliasId: `0x${ours}` } };
const backToUs = (type: number) => ({ type, returnAddress: ed25519(ours), amount: '1', unixTime: 1 });

test.each([
  [
    'our address as the return address of a storage deposit',
    [{ ...toUs, address: ed25519(theirs) }, backToUs(1)],
  ],
  ['our address as the return address of an expiry', [{ ...toUs, address: ed25519(theirs) }, backToUs(3)]],
])('%s is no arrival of ours', (_name, unlockConditions) => {
  expect(read(basic({ unlockConditions }))).toMatchObject([{ kind: 'refused', address: theirs }]);
});

test.each([
  ['an alias’s address with the same bytes', basic({ unlockConditions: [toAlias] })],
  ['a treasury output', { type: 2, amount: '300' }],
  ['a foundry', basic({ type: 5, unlockConditions: [{ ...toAlias, type: 6 }] })],
])('nobody’s arrival: %s', (_name, output) => {
  expect(read(output)).toEqual([]);
});

test.each([
  ['an amount as a number', basic({ amount: 300 })],
  ['a negative amount', basic({ amount: '-300' })],
  ['no type', { amount: '300', unlockConditions: [toUs] }],
  ['conditions that are none', basic({ unlockConditions: 'none' })],
])('not read: %s', (_name, output) => {
  expect(() => parseOutput(found(output))).toThrow();
});

test.each([
  ['of another transaction', found(basic(), { transactionId: `0x${'d2'.repeat(32)}` })],
  ['booked by another milestone', found(basic(), { milestoneIndexBooked: 8 })],
  ['of more than can be', found(basic({ amount: '18446744073709551616' }))],
  ['with an address that is none', found(basic({ unlockConditions: [{ type: 0, address: ed25519('a7') }] }))],
])('an output %s is nonsense', (_name, answer) => {
  expect(() => readOutput(OUTPUT_ID, parseOutput(answer), 7)).toThrow(
    expect.objectContaining({ code: 'ledger-nonsense' }),
  );
});
