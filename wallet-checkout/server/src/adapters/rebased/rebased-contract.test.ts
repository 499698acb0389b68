import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeDevnet, type Devnet } from '@tanglegate/devnet/compose';
import { makePayer } from '@tanglegate/devnet/testing/pay';
import { expect, test } from 'vitest';
import {
  ledgerContract,
  newAddress,
  readToTip,
  type LedgerUnderTest,
} from '../../testing/ledger-contract.ts';
import { formatStardustAddress } from '../stardust/stardust-address.ts';
import { rebasedLedger } from './rebased-ledger.ts';
import { rebasedNode } from './rebased-node.ts';

const ledgerAt = (url: string) =>
  rebasedLedger(rebasedNode({ url, timeoutMs: 5_000, signal: new AbortController().signal }));

async function startDevnet(): Promise<Devnet> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tanglegate-contract-'));
  const devnet = await composeDevnet({ dataFolder, checkpointIntervalMs: 50 });
  const close = async (): Promise<void> => {
    await devnet.close();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return { ...devnet, close };
}

let devnet: Devnet | undefined;

async function start(): Promise<LedgerUnderTest> {
  const [ours, other] = await Promise.all([startDevnet(), startDevnet()]);
  devnet = ours;
  const payer = await makePayer(ours);
  return {
    ledger: ledgerAt(ours.rpcUrl),
    otherChain: ledgerAt(other.rpcUrl),
    noNode: ledgerAt('http://127.0.0.1:1'),
    foreignAddress: formatStardustAddress(newAddress(), 'tst'),
    async pay(payments) {
      const digest = await payer.pay(
        payments.map(({ address, amount }) => ({ address: `0x${address}`, amount })),
      );
      ours.faults.makeCheckpoint();
      return digest;
    },
    advance(positions) {
      for (let i = 0; i < positions; i += 1) ours.faults.makeCheckpoint();
      return Promise.resolve();
    },
    async close() {
      await Promise.all([ours.close(), other.close()]);
    },
  };
}

ledgerContract(start, 101);

test('more than a float can hold arrives to the unit', async () => {
  if (devnet === undefined) throw new Error('the devnet was not started');
  const ledger = ledgerAt(devnet.rpcUrl);
  const from = await ledger.tip();
  const [address, amount] = [newAddress(), 2n ** 53n + 1n];
  await devnet.ledger.mintCoin({
    coinType: '0x2::iota::IOTA',
    amount,
    owner: { address: `0x${address}` },
  });
  devnet.faults.makeCheckpoint();
  const { arrivals } = await readToTip(ledger, from);
  expect(arrivals.filter((arrival) => arrival.address === address)).toMatchObject([
    { kind: 'deposit', amount },
  ]);
});
