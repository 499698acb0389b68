import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IotaClient } from '@iota/iota-sdk/client';
import { expect, test } from 'vitest';
import { composeDevnet } from './compose.ts';
import { makePayer } from './testing/pay.ts';

test('the unmodified SDK pays, and the payment is in a checkpoint', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'devnet-'));
  const devnet = await composeDevnet({ dataFolder });
  try {
    const payer = await makePayer(devnet);
    const to = `0x${'ab'.repeat(32)}`;
    const digest = await payer.pay([{ address: to, amount: 5n }]);
    await payer.pay([{ address: to, amount: 7n }]);
    const client = new IotaClient({ url: devnet.rpcUrl });
    const final = await client.waitForTransaction({
      digest,
      waitMode: 'checkpoint',
      pollInterval: 20,
      options: { showBalanceChanges: true },
    });
    expect(final.balanceChanges).toContainEqual({
      owner: { AddressOwner: to },
      coinType: '0x2::iota::IOTA',
      amount: '5',
    });
  } finally {
    await devnet.close();
    rmSync(dataFolder, { recursive: true });
  }
});
