import { IotaClient } from '@iota/iota-sdk/client';
import { requestIotaFromFaucetV0 } from '@iota/iota-sdk/faucet';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction } from '@iota/iota-sdk/transactions';

export interface PayerSettings {
  readonly rpcUrl: string;
  readonly faucetUrl: string;
}

export interface PaymentOutput {
  readonly address: string;
  /** Nanos. */
  readonly amount: bigint;
}

export interface Payer {
  readonly address: string;
  /** One transaction with all outputs. Resolves with its digest when it is executed, which is before it is in a checkpoint. */
  pay(outputs: readonly PaymentOutput[]): Promise<string>;
}

/** A wallet with 1,000 IOTA from the faucet, as the official SDK makes one. Payments of one payer queue up. */
export async function makePayer({ rpcUrl, faucetUrl }: PayerSettings): Promise<Payer> {
  const client = new IotaClient({ url: rpcUrl });
  const signer = new Ed25519Keypair();
  const address = signer.toIotaAddress();
  await requestIotaFromFaucetV0({ host: faucetUrl, recipient: address });
  let gasCoin: { objectId: string; version: string | number; digest: string } | undefined;
  const send = async (outputs: readonly PaymentOutput[]): Promise<string> => {
    const transaction = paymentTo(outputs);
    transaction.setSender(address);
    if (gasCoin) {
      // A node's reads may be behind its answers: go on from the coin that the last answer named.
      transaction.setGasPayment([gasCoin]);
      transaction.setGasPrice(1_000);
      transaction.setGasBudget(5_000_000 + 1_000_000 * outputs.length);
    }
    gasCoin = undefined;
    const { effects, digest } = await client.signAndExecuteTransaction({
      signer,
      transaction,
      options: { showEffects: true },
    });
    if (effects?.status.status !== 'success')
      throw new Error(`payment failed: ${effects?.status.error ?? 'unknown'}`);
    gasCoin = effects.gasObject.reference;
    return digest;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    address,
    pay(outputs) {
      const next = last.then(() => send(outputs));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

function paymentTo(outputs: readonly PaymentOutput[]): Transaction {
  const transaction = new Transaction();
  for (const { address, amount } of outputs) {
    const coin = transaction.splitCoins(transaction.gas, [amount]);
    transaction.transferObjects([coin], address);
  }
  return transaction;
}
