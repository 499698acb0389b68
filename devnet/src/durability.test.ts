import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { IotaClient } from '@iota/iota-sdk/client';
import { fromBase58, toHex } from '@iota/iota-sdk/utils';
import { expect, onTestFinished, test } from 'vitest';
import { composeDevnet } from './compose.ts';
import { makePayer } from './testing/pay.ts';
import type { RunningDevnet } from './testing/spawn-devnet.ts';
import { spawnDevnet } from './testing/spawn-devnet.ts';
import { eventually, forTests, makeFolder, startDevnet } from './testing/start-devnet.ts';

const to = `0x${'d'.repeat(64)}`;

function temporaryFolder(): string {
  const folder = makeFolder();
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Each checkpoint names the one before it, and nothing is missing. */
async function expectGaplessChain(client: IotaClient): Promise<void> {
  const { data } = await client.getCheckpoints({ limit: 100, descendingOrder: false });
  for (const [i, checkpoint] of data.entries()) {
    expect(checkpoint.sequenceNumber).toBe(String(i));
    expect(checkpoint.previousDigest).toBe(data[i - 1]?.digest);
  }
}

test('a ledger goes on where it was: same chain, same coins, next checkpoint', async () => {
  const dataFolder = temporaryFolder();
  const first = await composeDevnet({ dataFolder, checkpointIntervalMs: 2 ** 30 });
  const payer = await makePayer(first);
  const digest = await payer.pay([{ address: to, amount: 5n }]);
  const tip = first.faults.makeCheckpoint();
  await first.close();
  const again = forTests(await startDevnet({ dataFolder }));
  expect(again.chainIdentifier).toBe(first.chainIdentifier);
  expect(await again.client.getChainIdentifier()).toBe(first.chainIdentifier);
  expect(again.faults.makeCheckpoint()).toBeGreaterThan(tip);
  expect(await again.client.getBalance({ owner: to })).toMatchObject({ totalBalance: '5' });
  expect(await again.client.getTransactionBlock({ digest })).toMatchObject({ checkpoint: String(tip) });
  await expectGaplessChain(again.client);
});

test('a fresh genesis is another chain', async () => {
  const [one, other] = [await startDevnet(), await startDevnet()];
  expect(one.chainIdentifier).toMatch(/^[0-9a-f]{8}$/);
  expect(other.chainIdentifier).not.toBe(one.chainIdentifier);
});

test('the chain identifier is the start of the genesis checkpoint’s digest, as on the real node', async () => {
  const { client, chainIdentifier } = await startDevnet();
  const { digest } = await client.getCheckpoint({ id: '0' });
  expect(toHex(fromBase58(digest)).slice(0, 8)).toBe(chainIdentifier);
  // And that of the recorded chain.
  expect(toHex(fromBase58('74FiCzpzuhTU2WmBgPNUWrUpNNiNNLJa3hZK71Farwo8')).slice(0, 8)).toBe('59fb7f45');
});

async function payUntilKilled(running: RunningDevnet): Promise<string[]> {
  const payers = await Promise.all([1, 2, 3].map(() => makePayer(running)));
  const answered: string[] = [];
  const paying = payers.map(async (payer) => {
    for (;;) answered.push(await payer.pay([{ address: to, amount: 1n }]));
  });
  const over = Promise.allSettled(paying);
  await eventually(() => (answered.length >= 20 ? true : undefined));
  expect(await running.stop('SIGKILL')).toBeNull();
  await over;
  return answered;
}

test('after a kill -9 in the middle of payments, every payment that was answered is there', async () => {
  const data = temporaryFolder();
  const answered = await payUntilKilled(await spawnDevnet(data));
  const running = await spawnDevnet(data);
  const client = new IotaClient({ url: running.rpcUrl });
  for (const digest of answered) {
    const found = await client.waitForTransaction({
      digest,
      waitMode: 'checkpoint',
      pollInterval: 20,
      options: { showEffects: true },
    });
    expect(found.effects?.status.status).toBe('success');
  }
  const { totalBalance } = await client.getBalance({ owner: to });
  // The last ones may have been executed without their answer getting out: at most one per payer.
  expect(Number(totalBalance) - answered.length).toBeGreaterThanOrEqual(0);
  expect(Number(totalBalance) - answered.length).toBeLessThanOrEqual(3);
  await expectGaplessChain(client);
  expect(await running.stop('SIGTERM')).toBe(0);
}, 60_000);

test('a second devnet on the same folder says so and stops, and the first goes on', async () => {
  const data = temporaryFolder();
  const running = await spawnDevnet(data);
  await expect(spawnDevnet(data)).rejects.toThrow(
    new RegExp(`^exit 1: Another devnet is running on ${data}/devnet\\. Stop it, or choose another folder`),
  );
  const client = new IotaClient({ url: running.rpcUrl });
  expect(await client.getChainIdentifier()).toMatch(/^[0-9a-f]{8}$/);
  expect(running.output()).toContain(`faucet    ${running.faucetUrl}/gas`);
  expect(await running.stop('SIGINT')).toBe(0);
}, 60_000);

test('a folder that is no folder, and a port that is taken, are named', async () => {
  await expect(composeDevnet({ dataFolder: '/dev/null/devnet' })).rejects.toMatchObject({
    code: 'devnet-unreadable',
  });
  const { rpcUrl } = await startDevnet();
  const port = Number(new URL(rpcUrl).port);
  const dataFolder = temporaryFolder();
  await expect(composeDevnet({ dataFolder, port })).rejects.toMatchObject({ code: 'port-taken' });
  // And the folder is free again.
  await (await composeDevnet({ dataFolder })).close();
});

test('--help says what can be set, and starts nothing', async () => {
  await expect(spawnDevnet(temporaryFolder(), ['--help'])).rejects.toThrow(
    /^exit 0: [^]*TANGLEGATE_DEVNET_PORT/,
  );
});

test('an idle checkpoint takes less than 400 bytes on disk', async () => {
  const dataFolder = temporaryFolder();
  const devnet = await composeDevnet({ dataFolder, checkpointIntervalMs: 2 ** 30 });
  const size = (): number => statSync(join(dataFolder, 'ledger.sqlite')).size;
  for (let i = 0; i < 1_000; i++) devnet.faults.makeCheckpoint();
  await devnet.close();
  expect(size()).toBeLessThan(1_000 * 400 + 100_000);
});

test('old checkpoints are forgotten by themselves', async () => {
  const { faults, rpc } = await startDevnet({ checkpointIntervalMs: 2 ** 30, keepCheckpoints: 100 });
  for (let i = 0; i < 1_000; i++) faults.makeCheckpoint();
  expect((await rpc('iota_getCheckpoint', ['899'])).error?.code).toBe(-32600);
  expect((await rpc('iota_getCheckpoint', ['900'])).error).toBeUndefined();
});
