import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Utils } from '@iota/sdk-wasm/node/lib/index.js';
import { systemClock } from '@tanglegate/core/clock';
import { MONEY_EXPORT_TYPE, moneyExportSchema, type MoneyExport } from '@tanglegate/core/http/money-export';
import type { TestTangle } from '@tanglegate/devnet/testing/tangle';
import { payment } from '@tanglegate/devnet/testing/tangle-outputs';
import { makeTanglePayer, type TanglePayer } from '@tanglegate/devnet/testing/tangle-payer';
import { signDocument } from '@tanglegate/did/signed-document';
import { temporarySigningKey } from '@tanglegate/did/signing-key';
import { z } from 'zod';
import type { Journal } from '../wallet/journal.ts';
import { openSpender } from '../wallet/open-spender.ts';
import type { Spender } from '../wallet/spender.ts';
import { walletKeys, type WalletKeys } from '../wallet/wallet-keys.ts';
import { runScript, scriptFolder, type ScriptRun } from './run-script.ts';

/** The network's least output is 213,000. */
export const COIN = 1_000_000n;
const outputSchema = z.object({
  output: z.object({
    amount: z.string(),
    unlockConditions: z.tuple([z.object({ address: z.object({ pubKeyHash: z.string() }) })]),
  }),
});
type Outputs = Parameters<TanglePayer['send']>[0]['outputs'];
type Holding = MoneyExport['addresses'][number];

/** As the server names the chain: since the milestone that it began after. */
async function chainOf({ node, networkName }: TestTangle): Promise<string> {
  const { index, milestoneId } = (await node.status()).latestMilestone;
  return `${networkName}@${index}:${milestoneId}`;
}

/** What these transactions have brought an address, to the unit. */
const arrivedOn =
  ({ nodeUrl }: TestTangle) =>
  async (address: string, transactions: readonly string[]): Promise<bigint> => {
    let total = 0n;
    for (const id of transactions)
      for (let index = 0; index < 128; index++) {
        const path = `api/core/v2/outputs/${Utils.computeOutputId(id, index)}`;
        const response = await fetch(`${nodeUrl}/${path}`);
        if (response.status === 404) break;
        const { output } = outputSchema.parse(await response.json());
        const [{ address: to }] = output.unlockConditions;
        if (to.pubKeyHash === `0x${address}`) total += BigInt(output.amount);
      }
    return total;
  };

interface WalletOnTangle {
  readonly folder: string;
  readonly chain: string;
  readonly keys: WalletKeys;
  readonly mnemonicFile: string;
  readonly payer: TanglePayer;
  readonly bech32: (address: string) => string;
  /** Confirmed outputs, as the export would name them at this index. */
  readonly give: (index: number, outputs: Outputs) => Promise<Holding>;
  /** Plain ones, at the deposit address. */
  readonly pay: (index: number, ...amounts: bigint[]) => Promise<Holding>;
  readonly writeExport: (changes: Partial<MoneyExport>) => Promise<void>;
  readonly run: (script: 'sweep.ts' | 'refund.ts', ...args: string[]) => Promise<ScriptRun>;
  readonly spenderOf: (addresses: Holding[], journal: Pick<Journal, 'listFinal'>) => Promise<Spender>;
  readonly arrived: (address: string, transactions: readonly string[]) => Promise<bigint>;
}

/** An organiser's new wallet on a private Tangle with a clock, and what a server would export. */
export async function walletOnTangle(tangle: TestTangle): Promise<WalletOnTangle> {
  const folder = scriptFolder();
  const words = Utils.generateMnemonic();
  const keys = walletKeys(words);
  const mnemonicFile = join(folder, 'words.txt');
  writeFileSync(mnemonicFile, words);
  const serverKey = temporarySigningKey();
  const chain = await chainOf(tangle);
  const payer = await makeTanglePayer(tangle);
  const bech32 = (address: string): string => Utils.hexToBech32(`0x${address}`, tangle.bech32Hrp);
  const give: WalletOnTangle['give'] = async (index, outputs) => {
    const sent = await payer.send({ outputs });
    await tangle.settle(sent.blockId);
    return {
      ...{ index, address: keys.address(index) },
      expected: outputs.reduce((sum, { amount }) => sum + BigInt(amount), 0n).toString(),
      outputs: sent.outputs.map(({ outputId }) => outputId),
    };
  };
  const exported = (changes: Partial<MoneyExport>): MoneyExport =>
    moneyExportSchema.parse({
      ...{ version: 1, organiser: 'main', at: systemClock.now(), ledger: 'stardust', chain },
      ...{ networkName: 'Private Tangle', coin: { symbol: 'TEST', decimals: 6 }, leastOutput: '213000' },
      ...{ addresses: [], refunds: [], ...changes },
    });
  const file = join(folder, 'money.json');
  return {
    ...{ folder, chain, keys, mnemonicFile, payer, bech32, give },
    pay: (index, ...amounts) => {
      const to = bech32(keys.address(index));
      return give(
        index,
        amounts.map((amount) => payment({ to, amount })),
      );
    },
    writeExport: async (changes) => {
      const signed = await signDocument(MONEY_EXPORT_TYPE, exported(changes), serverKey);
      writeFileSync(file, JSON.stringify(signed));
    },
    run: (script, ...args) =>
      runScript([
        ...([script, '--export', file, '--node', tangle.nodeUrl] as const),
        ...['--mnemonic-file', mnemonicFile, '--yes', '--json', ...args],
      ]),
    spenderOf: (addresses, journal) => openSpender(exported({ addresses }), tangle.nodeUrl, journal),
    arrived: arrivedOn(tangle),
  };
}
