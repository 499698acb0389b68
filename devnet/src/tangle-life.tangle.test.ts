import { expect, onTestFinished, test } from 'vitest';
import { composeTangle } from './compose-tangle.ts';
import { eventually } from './testing/start-devnet.ts';
import { startTangle } from './testing/start-tangle.ts';
import { makeTangleFolder } from './testing/tangle-folder.ts';
import { makeTanglePayer } from './testing/tangle-payer.ts';

test('a Tangle that was stopped goes on: same network, next milestone, money still there', async () => {
  const dataFolder = makeTangleFolder();
  const before = await startTangle({ dataFolder });
  const payer = await makeTanglePayer(before);
  const sent = await payer.pay(payer.address, 3_000_000n);
  await before.settle(sent.blockId);
  const last = await before.makeMilestone();
  await before.close();

  const after = await startTangle({ dataFolder });
  onTestFinished(() => after.close());
  expect(after.networkName).toBe(before.networkName);
  expect(await after.node.findOutput(sent.outputs[0]?.outputId ?? '0x')).toEqual({ amount: 3_000_000n });
  const next = await after.makeMilestone();
  expect(next.index).toBe(last.index + 2); // Each start makes one.
  const later = await makeTanglePayer(after);
  const paid = await later.pay(payer.address, 1_000_000n);
  expect(await after.settle(paid.blockId)).toMatchObject({ inclusion: 'included' });
});

test('what the treasury had sent and nothing had confirmed does not stop it after a restart', async () => {
  const dataFolder = makeTangleFolder();
  const before = await startTangle({ dataFolder });
  await makeTanglePayer(before);
  await before.close();
  const after = await startTangle({ dataFolder });
  onTestFinished(() => after.close());
  const payer = await makeTanglePayer(after);
  const paid = await payer.pay(payer.address, 1_000_000n);
  expect(await after.settle(paid.blockId)).toMatchObject({ inclusion: 'included' });
});

test('two Tangles side by side know nothing of each other', async () => {
  const [one, other] = await Promise.all([startTangle(), startTangle()]);
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()]);
  });
  expect(one.networkName).not.toBe(other.networkName);
  const payer = await makeTanglePayer(one);
  const { blockId } = await payer.pay(payer.address, 1_000_000n);
  await other.makeMilestone();
  expect(await other.node.findBlock(blockId)).toBeUndefined();
  expect(await one.settle(blockId)).toMatchObject({ inclusion: 'included' });
});

test('one folder is one Tangle: a second one is refused while the first runs', async () => {
  const tangle = await startTangle();
  onTestFinished(() => tangle.close());
  await expect(composeTangle({ dataFolder: tangle.dataFolder, milestones: 'timer' })).rejects.toMatchObject({
    code: 'tangle-in-use',
  });
});

test('on a timer, milestones come by themselves', async () => {
  const tangle = await startTangle({ milestones: 'timer', intervalMs: 200 });
  onTestFinished(() => tangle.close());
  const payer = await makeTanglePayer(tangle);
  const { blockId } = await payer.pay(payer.address, 1_000_000n);
  const state = await eventually(async () => {
    const found = await tangle.node.findBlock(blockId);
    return found?.milestoneIndex === undefined ? undefined : found;
  });
  expect(state.inclusion).toBe('included');
});

test('begun afresh, a folder holds another Tangle', async () => {
  const dataFolder = makeTangleFolder();
  const before = await startTangle({ dataFolder });
  await before.close();
  const after = await startTangle({ dataFolder, fresh: true });
  onTestFinished(() => after.close());
  expect(after.networkName).not.toBe(before.networkName);
  expect((await after.node.status()).latestMilestone.index).toBe(2);
});

test('a port that is taken is named, before a node is started on it', async () => {
  const tangle = await startTangle();
  onTestFinished(() => tangle.close());
  const nodePort = Number(new URL(tangle.nodeUrl).port);
  await expect(startTangle({ nodePort })).rejects.toMatchObject({ code: 'port-taken' });
  const faucetPort = Number(new URL(tangle.faucetUrl).port);
  await expect(startTangle({ faucetPort })).rejects.toMatchObject({ code: 'port-taken' });
});
