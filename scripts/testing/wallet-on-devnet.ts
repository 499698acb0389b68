import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IotaClient } from '@iota/iota-sdk/client';
import { systemClock } from '@tanglegate/core/clock';
import { MONEY_EXPORT_TYPE, moneyExportSchema, type MoneyExport } from '@tanglegate/core/http/money-export';
import { composeDevnet } from '@tanglegate/devnet/compose';
import { makePayer } from '@tanglegate/devnet/testing/pay';
import { signDocument } from '@tanglegate/did/signed-document';
import { temporarySigningKey } from '@tanglegate/did/signing-key';
import { onTestFinished } from 'vitest';
import { rebasedSpender } from '../wallet/rebased-spender.ts';
import { walletKeys } from '../wallet/wallet-keys.ts';
import { runScript, scriptFolder, type ScriptRun } from './run-script.ts';

export const words = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
export const IOTA = 1_000_000_000n;

/** A development ledger, an organiser's wallet on it, and what a server would export. */
export async function walletOnDevnet() {
  const folder = scriptFolder();
  const devnet = await composeDevnet({ dataFolder: join(folder, 'devnet'), checkpointIntervalMs: 50 });
  onTestFinished(() => devnet.close());
  const payer = await makePayer(devnet);
  const keys = walletKeys(words);
  const spender = rebasedSpender(devnet.rpcUrl);
  const serverKey = temporarySigningKey();
  const mnemonicFile = join(folder, 'words.txt');
  writeFileSync(mnemonicFile, words);

  const client = new IotaClient({ url: devnet.rpcUrl });
  /** Pays `amounts` to the deposit addresses 0, 1, … Resolves when the node shows them: executed comes a little earlier. */
  const pay = async (...amounts: bigint[]): Promise<string> => {
    const digest = await payer.pay(
      amounts.map((amount, index) => ({ address: `0x${keys.address(index)}`, amount })),
    );
    await client.waitForTransaction({ digest, pollInterval: 20 });
    return digest;
  };

  const exported = (changes: Partial<MoneyExport> = {}): MoneyExport =>
    moneyExportSchema.parse({
      ...{
        version: 1,
        organiser: 'main',
        at: systemClock.now(),
        ledger: 'rebased',
        network: 'iota:localnet',
      },
      ...{ networkName: 'Development ledger', chain: devnet.chainIdentifier, leastOutput: '1' },
      coin: { symbol: 'IOTA', decimals: 9 },
      addresses: [],
      refunds: [],
      ...changes,
    });
  const writeExport = async (changes: Partial<MoneyExport>, signer = serverKey): Promise<string> => {
    const file = join(folder, 'money.json');
    writeFileSync(file, JSON.stringify(await signDocument(MONEY_EXPORT_TYPE, exported(changes), signer)));
    return file;
  };
  const run = (script: 'sweep.ts' | 'refund.ts', ...args: string[]): Promise<ScriptRun> =>
    runScript([
      script,
      ...['--export', join(folder, 'money.json'), '--node', devnet.rpcUrl],
      ...['--mnemonic-file', mnemonicFile, '--yes', '--json', ...args],
    ]);
  const holding = (index: number, expected: bigint): MoneyExport['addresses'][number] => ({
    ...{ index, address: keys.address(index), expected: expected.toString() },
  });
  return { folder, devnet, keys, spender, pay, writeExport, run, holding };
}

export function refundOf(id: string, amount: bigint, to?: string): MoneyExport['refunds'][number] {
  const refund = moneyExportSchema.shape.refunds.element.parse({
    ...{ id, order: '0'.repeat(32), amount: amount.toString(), reason: 'surplus', createdAt: 1 },
  });
  return { ...refund, ...(to === undefined ? {} : { to }) };
}
