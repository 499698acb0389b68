import { rmSync } from 'node:fs';
import { requestIotaFromFaucetV0 } from '@iota/iota-sdk/faucet';
import { expect, test } from 'vitest';
import { composeDevnet } from './compose.ts';
import { makePayer } from './testing/pay.ts';
import { eventually, makeFolder, startDevnet } from './testing/start-devnet.ts';

const to = `0x${'e'.repeat(64)}`;
const never = { checkpointIntervalMs: 2 ** 30 };

test('it can be slow, as a whole or for some methods', async () => {
  const { faults, client } = await startDevnet(never);
  const start = performance.now();
  faults.delayAnswers(150, ['iota_getChainIdentifier']);
  await client.getLatestCheckpointSequenceNumber();
  await client.getChainIdentifier();
  expect(performance.now() - start).toBeGreaterThan(145);
  faults.clear();
  faults.delayAnswers(100);
  const slow = performance.now();
  await client.getLatestCheckpointSequenceNumber();
  expect(performance.now() - slow).toBeGreaterThan(95);
});

test('it can answer with an HTTP status, and be well again', async () => {
  const { faults, client, faucetUrl } = await startDevnet(never);
  faults.failWith(503);
  await expect(client.getChainIdentifier()).rejects.toMatchObject({ status: 503 });
  await expect(requestIotaFromFaucetV0({ host: faucetUrl, recipient: to })).rejects.toThrow('503');
  faults.failWith(502, ['iota_getCheckpoints']);
  expect(await client.getChainIdentifier()).toMatch(/^[0-9a-f]{8}$/);
  await expect(client.getCheckpoints({ descendingOrder: false })).rejects.toMatchObject({ status: 502 });
  faults.failWith(undefined);
  expect((await client.getCheckpoints({ descendingOrder: false })).data).toHaveLength(1);
});

test('it can drop connections', async () => {
  const { faults, client } = await startDevnet(never);
  faults.dropConnections(true, ['iota_getChainIdentifier']);
  await expect(client.getChainIdentifier()).rejects.toThrow('fetch failed');
  expect(await client.getLatestCheckpointSequenceNumber()).toBe('0');
  faults.dropConnections(false);
  expect(await client.getChainIdentifier()).toMatch(/^[0-9a-f]{8}$/);
});

test('it can have forgotten its history: old checkpoints and payments are errors, coins stay', async () => {
  const devnet = await startDevnet(never);
  const { faults, client, rpc } = devnet;
  const payer = await makePayer(devnet);
  const digest = await payer.pay([{ address: to, amount: 5n }]);
  const sequence = faults.makeCheckpoint();
  faults.makeCheckpoint();
  faults.prune(1);
  expect((await rpc('iota_getCheckpoint', [String(sequence)])).error?.code).toBe(-32600);
  expect((await rpc('iota_getTransactionBlock', [digest])).error?.code).toBe(-32602);
  expect(await client.queryTransactionBlocks({ filter: { ToAddress: to } })).toMatchObject({ data: [] });
  expect(await client.getBalance({ owner: to })).toMatchObject({ totalBalance: '5' });
  await payer.pay([{ address: to, amount: 1n }]);
  expect(await client.getLatestCheckpointSequenceNumber()).toBe(String(faults.makeCheckpoint() - 1));
});

test('many checkpoints at once are a chain like any other, with what was waiting in the first of them', async () => {
  const devnet = await startDevnet(never);
  const { faults, client } = devnet;
  const tip = devnet.ledger.tip();
  const digest = await (await makePayer(devnet)).pay([{ address: to, amount: 5n }]);
  expect(faults.makeCheckpoints(50)).toBe(tip + 50);
  const { data } = await client.getCheckpoints({ cursor: String(tip), limit: 100, descendingOrder: false });
  expect(data.map(({ sequenceNumber }) => Number(sequenceNumber) - tip)).toEqual(
    [...data.keys()].map((i) => i + 1),
  );
  expect(data.slice(1).map(({ previousDigest }) => previousDigest)).toEqual(
    data.slice(0, -1).map((checkpoint) => checkpoint.digest),
  );
  expect(data[0]?.transactions).toContain(digest);
});

test('a page of checkpoints silently leaves out what was pruned, and genesis never is', async () => {
  const { faults, client } = await startDevnet(never);
  for (let i = 0; i < 9; i++) faults.makeCheckpoint();
  faults.prune(3);
  const read = async (cursor: string | null, limit: number) => {
    const { data, nextCursor, hasNextPage } = await client.getCheckpoints({
      cursor,
      limit,
      descendingOrder: false,
    });
    return [data.map(({ sequenceNumber }) => Number(sequenceNumber)), nextCursor ?? null, hasNextPage];
  };
  expect(await read(null, 100)).toEqual([[0, 7, 8, 9], null, false]);
  expect(await read('0', 7)).toEqual([[7, 8], null, false]);
  // An empty page that says it is the last, far below the tip.
  expect(await read('0', 3)).toEqual([[], null, false]);
});

test('it can give checkpoints the wrong transactions, as older nodes do around pruned history', async () => {
  const { faults, client } = await startDevnet(never);
  for (let i = 0; i < 3; i++) faults.makeCheckpoint();
  const right = await client.getCheckpoints({ descendingOrder: false });
  faults.mispairCheckpoints(true);
  const wrong = await client.getCheckpoints({ descendingOrder: false });
  expect(wrong.data.map(({ transactions }) => transactions)).toEqual(
    right.data.slice(1).map(({ transactions }) => transactions),
  );
  // The transaction itself still tells the truth.
  const [digest = ''] = wrong.data[1]?.transactions ?? [];
  expect((await client.getTransactionBlock({ digest })).checkpoint).toBe('2');
  faults.clear();
  expect(await client.getCheckpoints({ descendingOrder: false })).toEqual(right);
});

test('it stops at once, even while an answer is late', async () => {
  const dataFolder = makeFolder();
  const devnet = await composeDevnet({ ...never, dataFolder });
  devnet.faults.delayAnswers(60_000);
  const late = fetch(devnet.rpcUrl, { method: 'POST', body: '{}' });
  const refused = expect(late).rejects.toThrow('fetch failed');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await devnet.close();
  await refused;
  rmSync(dataFolder, { recursive: true });
});

test('checkpoints can be held back: executed payments are seen, and not final', async () => {
  const devnet = await startDevnet({ checkpointIntervalMs: 10 });
  const { faults, client, ledger } = devnet;
  faults.pauseCheckpoints();
  const tip = ledger.tip();
  const payer = await makePayer(devnet);
  const digest = await payer.pay([{ address: to, amount: 5n }]);
  const seen = await client.waitForTransaction({ digest, pollInterval: 10 });
  expect(seen.checkpoint).toBeUndefined();
  expect(seen.timestampMs).toBeUndefined();
  expect(ledger.tip()).toBe(tip);
  faults.resumeCheckpoints();
  const final = await client.waitForTransaction({ digest, waitMode: 'checkpoint', pollInterval: 10 });
  expect(Number(final.checkpoint)).toBeGreaterThan(tip);
});

test('a change of epoch stops checkpoints for a while, and then they go on in the next epoch', async () => {
  const { faults, client, ledger } = await startDevnet({ checkpointIntervalMs: 10 });
  const last = faults.changeEpoch(200);
  const start = performance.now();
  expect(ledger.tip()).toBe(last);
  expect((await client.getCheckpoint({ id: String(last) })).endOfEpochData).toBeDefined();
  await eventually(() => (ledger.tip() > last ? true : undefined));
  expect(performance.now() - start).toBeGreaterThan(190);
  expect(await client.getCheckpoint({ id: String(last + 1) })).toMatchObject({ epoch: '1' });
});
