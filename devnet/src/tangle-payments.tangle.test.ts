import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestTangle } from './testing/start-tangle.ts';
import { startTangle } from './testing/start-tangle.ts';
import {
  alias,
  nft,
  payment,
  withExpiration,
  withFeatures,
  withStorageDepositReturn,
  withTimelock,
} from './testing/tangle-outputs.ts';
import type { TanglePayer } from './testing/tangle-payer.ts';
import { makeTanglePayer } from './testing/tangle-payer.ts';

let tangle: TestTangle;
let payer: TanglePayer;
let other: TanglePayer;

beforeAll(async () => {
  tangle = await startTangle();
  payer = await makeTanglePayer(tangle);
  other = await makeTanglePayer(tangle);
});
afterAll(() => tangle.close());

test('a payment is nothing before a milestone, and confirmed by the next one', async () => {
  const { blockId, outputs } = await payer.pay(other.address, 5_000_000n);
  const outputId = outputs[0]?.outputId ?? '0x';
  expect((await tangle.node.findBlock(blockId))?.milestoneIndex).toBeUndefined();
  expect(await tangle.node.findOutput(outputId)).toBeUndefined();
  const { index } = await tangle.makeMilestone();
  expect(await tangle.node.findBlock(blockId)).toMatchObject({
    milestoneIndex: index,
    inclusion: 'included',
  });
  expect(await tangle.node.findOutput(outputId)).toEqual({ amount: 5_000_000n });
});

test('many payments of several payers, each spending the change of the last, fit into one milestone', async () => {
  const paid = [];
  for (let round = 0; round < 12; round += 1) {
    paid.push(await payer.pay(other.address, 1_000_000n), await other.pay(payer.address, 1_000_000n));
  }
  const { index } = await tangle.makeMilestone();
  for (const { blockId } of paid) {
    expect(await tangle.node.findBlock(blockId)).toMatchObject({
      milestoneIndex: index,
      inclusion: 'included',
    });
  }
});

test('more payers than a milestone has parents are settled all the same', async () => {
  const payers = await Promise.all(Array.from({ length: 13 }, () => makeTanglePayer(tangle)));
  const paid = await Promise.all(payers.map((one) => one.pay(other.address, 1_000_000n)));
  await tangle.makeMilestone();
  for (const { blockId } of paid) {
    expect(await tangle.node.findBlock(blockId)).toMatchObject({ inclusion: 'included' });
  }
});

test('of a double spend the first counts and the second is a conflict', async () => {
  const [first, second] = await payer.doubleSpend(
    { to: other.address, amount: 1_000_000n },
    { to: other.address, amount: 2_000_000n },
  );
  expect(await tangle.settle(second.blockId)).toMatchObject({
    inclusion: 'conflicting',
    conflictReason: 2,
  });
  expect(await tangle.settle(first.blockId)).toMatchObject({ inclusion: 'included' });
  expect(await tangle.node.findOutput(second.outputs[0]?.outputId ?? '0x')).toBeUndefined();
});

test('the wallet goes on paying after a double spend', async () => {
  const { blockId } = await payer.pay(other.address, 1_000_000n);
  expect(await tangle.settle(blockId)).toMatchObject({ inclusion: 'included' });
});

test('every output that may trick a seller is one that the node books', async () => {
  const to = other.address;
  const returnTo = payer.address;
  const amount = 2_000_000n;
  const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
  const outputs = [
    payment({ to, amount }),
    withStorageDepositReturn({ to, amount, returnTo, returned: 1_000_000n }),
    withTimelock({ to, amount, until: inAnHour }),
    withExpiration({ to, amount, returnTo, at: inAnHour }),
    withExpiration({ to: returnTo, amount, returnTo: to, at: inAnHour }),
    withFeatures({ to, amount, features: [{ type: 2, data: '0x00ff' }] }),
    nft({ to, amount }),
    alias({ to, amount }),
  ];
  const sent = await payer.send({ outputs });
  expect(await tangle.settle(sent.blockId)).toMatchObject({ inclusion: 'included' });
  for (const { outputId } of sent.outputs) {
    expect(await tangle.node.findOutput(outputId)).toEqual({ amount });
  }
});

test('a payer mints a native token and pays with it', async () => {
  const sent = await payer.payWithNewToken({ to: other.address, amount: 2_000_000n, tokens: 77n });
  expect(await tangle.settle(sent.blockId)).toMatchObject({ inclusion: 'included' });
  const outputId = sent.outputs[0]?.outputId ?? '0x';
  const response = await fetch(`${tangle.nodeUrl}/api/core/v2/outputs/${outputId}`);
  expect(await response.json()).toMatchObject({
    output: { type: 3, amount: '2000000', nativeTokens: [{ amount: '0x4d' }] },
  });
});
