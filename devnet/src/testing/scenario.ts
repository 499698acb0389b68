import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction } from '@iota/iota-sdk/transactions';
import { toBase64 } from '@iota/iota-sdk/utils';
import { recorded } from './replay.ts';
import type { TestDevnet } from './start-devnet.ts';

export const show = { showBalanceChanges: true, showEffects: true };

/** What happened on the real node before its exchanges were recorded, done here. */
export interface Scenario {
  readonly devnet: TestDevnet;
  readonly payer: Ed25519Keypair;
  readonly recipient: string;
  /** Digest of the payment of 1 IOTA that gathered the payer's five coins. */
  readonly payment: string;
  /** A recorded request with this ledger's addresses, digests and checkpoint numbers in it. */
  readonly translate: (request: unknown) => Record<string, unknown>;
}

/** The recording's payment stands in its checkpoint 83, the last one then. */
const RECORDED = { tip: 83, payment: '6w46LrK26ytttmFfrH2vcfs91K4vj32LBypisidr5YN8' };

export async function playScenario(devnet: TestDevnet): Promise<Scenario> {
  const payer = await devnet.fundedKey();
  const recipient = new Ed25519Keypair().toIotaAddress();
  for (let i = 0; i < 5; i++) devnet.faults.makeCheckpoint();
  const { digest } = await devnet.client.signAndExecuteTransaction({
    signer: payer,
    transaction: pay(recipient, 1_000_000_000n),
  });
  const tip = devnet.faults.makeCheckpoint();
  return {
    devnet,
    payer,
    recipient,
    payment: digest,
    translate: await translator(devnet, payer, recipient, digest, tip),
  };
}

async function translator(
  devnet: TestDevnet,
  payer: Ed25519Keypair,
  recipient: string,
  payment: string,
  tip: number,
): Promise<Scenario['translate']> {
  const [owner] = recorded('iotax_getBalance').request['params'] as [string];
  const [{ filter }] = recorded('iotax_queryTransactionBlocks_ToAddress').request['params'] as [
    { filter: { ToAddress: string } },
  ];
  const [digests] = recorded('iota_multiGetTransactionBlocks').request['params'] as [string[]];
  const words = new Map([
    [owner, payer.toIotaAddress()],
    [filter.ToAddress, recipient],
    [RECORDED.payment, payment],
    ...[RECORDED.tip, RECORDED.tip - 2].map((n) => [`"${n}"`, `"${n - RECORDED.tip + tip}"`] as const),
  ]);
  // One of this ledger's idle checkpoints for each system transaction.
  for (const [i, digest] of digests.filter((known) => known !== RECORDED.payment).entries()) {
    const { transactions } = await devnet.client.getCheckpoint({ id: String(tip - 1 - i) });
    words.set(digest, transactions[0] ?? '');
  }
  return (request) => {
    let text = JSON.stringify(request);
    for (const [theirs, ours] of words) text = text.replaceAll(theirs, ours);
    return JSON.parse(text) as Record<string, unknown>;
  };
}

export function pay(recipient: string, amount: bigint, budget?: bigint): Transaction {
  const transaction = new Transaction();
  const [coin] = transaction.splitCoins(transaction.gas, [amount]);
  if (!coin) throw new Error('the SDK split no coin');
  transaction.transferObjects([coin], recipient);
  if (budget !== undefined) transaction.setGasBudget(budget);
  return transaction;
}

/** As `iota_executeTransactionBlock` takes it. */
export async function sign(
  devnet: TestDevnet,
  signer: Ed25519Keypair,
  transaction: Transaction,
): Promise<[bytes: string, signatures: string[]]> {
  transaction.setSender(signer.toIotaAddress());
  const bytes = await transaction.build({ client: devnet.client });
  const { signature } = await signer.signTransaction(bytes);
  return [toBase64(bytes), [signature]];
}
