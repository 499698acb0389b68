import { millis } from '@tanglegate/core/clock';
import { expect, test } from 'vitest';
import type { RpcAnswer } from './testing/start-devnet.ts';
import { startDevnet } from './testing/start-devnet.ts';
import { pay, show, sign } from './testing/scenario.ts';

// What LEDGER's list "seen on a real full node" says of a node: a client that works here must work there.

const never = { checkpointIntervalMs: 2 ** 30 };
const unknownDigest = '8vTq5Kk7Bv6DsVYWYuyuWcNxVa4wwJmgE3NQ9CiYyLRD';
const to = `0x${'5'.repeat(64)}`;

interface CheckpointPage {
  data: { sequenceNumber: string; transactions: string[]; timestampMs: string }[];
  nextCursor: string | null;
  hasNextPage: boolean;
}

function page(answer: RpcAnswer): CheckpointPage {
  expect(answer.error).toBeUndefined();
  return answer.result as unknown as CheckpointPage; // JSON off the wire; its shape is real-node-shapes.test.ts's matter.
}

test('the last page of checkpoints has no next cursor, even with data in it', async () => {
  const { rpc, faults } = await startDevnet(never);
  for (let i = 0; i < 4; i++) faults.makeCheckpoint();
  const first = page(await rpc('iota_getCheckpoints', ['0', 3, false]));
  expect([first.data.map((c) => c.sequenceNumber), first.nextCursor, first.hasNextPage]).toEqual([
    ['1', '2', '3'],
    '3',
    true,
  ]);
  const last = page(await rpc('iota_getCheckpoints', ['3', 3, false]));
  expect([last.data.map((c) => c.sequenceNumber), last.nextCursor, last.hasNextPage]).toEqual([
    ['4'],
    null,
    false,
  ]);
});

test.each(['4', '5', '1000004', '18446744073709551615'])(
  'cursor %s, at or past the tip, gives the tip again',
  async (cursor) => {
    const { rpc, faults } = await startDevnet(never);
    for (let i = 0; i < 4; i++) faults.makeCheckpoint();
    const { data, nextCursor, hasNextPage } = page(await rpc('iota_getCheckpoints', [cursor, 10, false]));
    expect([data.map((c) => c.sequenceNumber), nextCursor, hasNextPage]).toEqual([['4'], null, false]);
  },
);

test('checkpoints can be read backwards, from the tip or from before a cursor', async () => {
  const { rpc, faults } = await startDevnet(never);
  for (let i = 0; i < 4; i++) faults.makeCheckpoint();
  const newest = page(await rpc('iota_getCheckpoints', [null, 2, true]));
  expect([newest.data.map((c) => c.sequenceNumber), newest.nextCursor]).toEqual([['4', '3'], '3']);
  const rest = page(await rpc('iota_getCheckpoints', ['3', 9, true]));
  expect([rest.data.map((c) => c.sequenceNumber), rest.nextCursor]).toEqual([['2', '1', '0'], null]);
});

test('two checkpoints may have the same time, and none an earlier one than the last', async () => {
  let now = 1_800_000_000_000;
  const clock = { now: () => millis(now) };
  const { rpc, faults } = await startDevnet(never, { clock });
  faults.makeCheckpoint();
  faults.makeCheckpoint();
  now -= 5_000;
  faults.makeCheckpoint();
  const { data } = page(await rpc('iota_getCheckpoints', ['0', 10, false]));
  expect(data.map((c) => c.timestampMs)).toEqual(Array(3).fill('1800000000000'));
});

test('an idle checkpoint holds a system transaction without balance changes', async () => {
  const { rpc, faults, client } = await startDevnet(never);
  const sequence = faults.makeCheckpoint();
  const { transactions } = await client.getCheckpoint({ id: String(sequence) });
  expect(transactions).toHaveLength(1);
  const { result } = await rpc('iota_multiGetTransactionBlocks', [
    transactions,
    { ...show, showInput: true, showRawEffects: true },
  ]);
  expect(result).toMatchObject([
    { balanceChanges: [], checkpoint: String(sequence), effects: { status: { status: 'success' } } },
  ]);
});

test('one unknown digest fails the whole batch when balance changes are asked for, and only then', async () => {
  const { rpc, client } = await startDevnet(never);
  const { transactions } = await client.getCheckpoint({ id: '0' });
  const digests = [...transactions, unknownDigest];
  expect((await rpc('iota_multiGetTransactionBlocks', [digests, show])).error).toEqual({
    code: -32602,
    message: 'unable to derive balance changes because effect is empty',
  });
  const { result } = await rpc('iota_multiGetTransactionBlocks', [digests, { showEffects: true }]);
  expect(result).toMatchObject([{ digest: transactions[0] }, { digest: unknownDigest }]);
});

test('a payment is answered before this node itself knows it', async () => {
  const { rpc, client, faults, fundedKey } = await startDevnet(never);
  const payer = await fundedKey();
  faults.holdLocalExecution();
  const { digest } = await client.signAndExecuteTransaction({ signer: payer, transaction: pay(to, 5n) });
  expect((await rpc('iota_getTransactionBlock', [digest, show])).error).toEqual({
    code: -32602,
    message: `Could not find the referenced transaction [TransactionDigest(${digest})].`,
  });
  expect(await client.getBalance({ owner: to })).toMatchObject({ totalBalance: '0' });
  // So the payer's next payment picks coins that are gone.
  const next = client.signAndExecuteTransaction({ signer: payer, transaction: pay(to, 6n) });
  await expect(next).rejects.toMatchObject({
    code: -32002,
    message: expect.stringContaining('not available for consumption') as string,
  });
  faults.releaseLocalExecution();
  expect(await client.getBalance({ owner: to })).toMatchObject({ totalBalance: '5' });
});

test('waiting for local execution avoids both, and the checkpoint still comes later', async () => {
  const { rpc, client, faults, fundedKey, ...devnet } = await startDevnet(never);
  const payer = await fundedKey();
  for (let i = 0; i < 2; i++) {
    const signed = await sign({ rpc, client, faults, fundedKey, ...devnet }, payer, pay(to, 5n));
    const { result } = await rpc('iota_executeTransactionBlock', [...signed, show, 'WaitForLocalExecution']);
    expect(result).toMatchObject({ confirmedLocalExecution: true });
    const { digest } = result as unknown as { digest: string }; // JSON off the wire; a wrong one finds nothing below.
    const executed = await client.getTransactionBlock({ digest });
    expect(executed.checkpoint).toBeUndefined();
    const sequence = faults.makeCheckpoint();
    expect(await client.getTransactionBlock({ digest })).toMatchObject({ checkpoint: String(sequence) });
  }
});

test('a checkpoint holds nothing that the node does not know', async () => {
  const { client, faults, fundedKey } = await startDevnet({ ...never, localExecutionDelayMs: 60_000 });
  const payer = await fundedKey();
  const { digest } = await client.signAndExecuteTransaction({ signer: payer, transaction: pay(to, 5n) });
  const sequence = faults.makeCheckpoint();
  const checkpoint = await client.getCheckpoint({ id: String(sequence) });
  expect(checkpoint.transactions).toContain(digest);
  expect(await client.getTransactionBlock({ digest })).toMatchObject({ checkpoint: String(sequence) });
});

test('what is no JSON gets HTTP 400 in plain text', async () => {
  const { rpcUrl } = await startDevnet();
  const answer = await fetch(rpcUrl, { method: 'POST', body: '{"jsonrpc":"2.0","id":1,' });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(await answer.text()).toMatch(/^Failed to parse the request body as JSON: /);
});
