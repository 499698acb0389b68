import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTangle, type TestTangle } from '@tanglegate/devnet/testing/tangle';
import { makeTanglePayer } from '@tanglegate/devnet/testing/tangle-payer';
import { expect, onTestFinished, test } from 'vitest';
import { newAddress, readToTip } from '../../testing/ledger-contract.ts';
import { ledgerAt, ledgerOf } from './testing/tangle-ledger.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-chains-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

async function startIn(dataFolder: string): Promise<TestTangle> {
  const tangle = await startTangle({ dataFolder });
  onTestFinished(() => tangle.close());
  return tangle;
}

async function payOnce(tangle: TestTangle) {
  const address = newAddress();
  const payer = await makeTanglePayer(tangle);
  const { blockId } = await payer.pay(ledgerOf(tangle).formatAddress(address), 300_000n);
  await tangle.settle(blockId);
  return address;
}

test('a node is stopped and started again: following goes on at the cursor', async () => {
  const folder = makeFolder();
  const before = await startIn(folder);
  const ledger = ledgerOf(before);
  const from = await ledger.tip();
  const address = await payOnce(before);
  await before.close();
  await expect(ledger.readAfter(from)).rejects.toMatchObject({ code: 'ledger-unreachable' });
  const after = await startIn(folder);
  const later = await payOnce(after);
  const { arrivals } = await readToTip(ledgerOf(after), from);
  const found = arrivals.map((arrival) => arrival.address).filter((one) => one === address || one === later);
  expect(found).toEqual([address, later]);
});

test('two Tangles of one name: each refuses the other’s cursor', async () => {
  const [one, other] = [makeFolder(), makeFolder()];
  await (await startIn(one)).close();
  cpSync(one, other, { recursive: true });
  const ours = await startIn(one);
  const theirs = await startIn(other);
  expect(theirs.networkName).toBe(ours.networkName);
  await payOnce(ours);
  await theirs.makeMilestone();
  const cursor = await ledgerOf(ours).tip();
  while ((await ledgerOf(theirs).tip()).position < cursor.position) await theirs.makeMilestone();
  expect(await ledgerOf(ours).readAfter(cursor)).toMatchObject({ atTip: true });
  await expect(ledgerAt(theirs.nodeUrl).readAfter(cursor)).rejects.toMatchObject({
    code: 'ledger-other-chain',
    message: expect.stringContaining('it was made anew') as string,
  });
});
