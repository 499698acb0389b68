import { Utils } from '@iota/sdk-wasm/node/lib/index.js';
import { expect, test } from 'vitest';
import { leastPlainOutput } from './stardust-network.ts';

const plain = {
  type: 3,
  amount: '1000000',
  unlockConditions: [{ type: 0, address: { type: 0, pubKeyHash: `0x${'a7'.repeat(32)}` } }],
};

test.each([
  ['the private Tangle’s', 500, 213_000n],
  ['IOTA’s', 250, 106_500n],
  ['Shimmer’s', 100, 42_600n],
  ['no rent at all', 0, 0n],
])('%s least output is what the SDK says as well', (_name, vByteCost, least) => {
  const rent = { vByteCost, vByteFactorData: 1, vByteFactorKey: 10 };
  expect(leastPlainOutput(rent)).toBe(least);
  // The bindings declare classes and send JSON: what they are given only has to have the node's form.
  const output = plain as unknown as Parameters<typeof Utils.computeStorageDeposit>[0];
  expect(Utils.computeStorageDeposit(output, rent)).toBe(least);
});
