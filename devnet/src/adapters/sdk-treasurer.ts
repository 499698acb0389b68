import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction } from '@iota/iota-sdk/transactions';
import type { ObjectRef } from '../domain/object.ts';
import { REFERENCE_GAS_PRICE } from '../domain/gas.ts';
import type { SignedTransaction, Treasurer } from '../ports/transaction-codec.ts';

/** Far more than six coins' storage. */
const BUDGET = 100_000_000n;

export function makeTreasuryKey(): { key: string; address: string } {
  const pair = new Ed25519Keypair();
  return { key: pair.getSecretKey(), address: pair.toIotaAddress() };
}

export function sdkTreasurer(key: string): Treasurer {
  const pair = Ed25519Keypair.fromSecretKey(key);
  const address = pair.toIotaAddress();
  const sign = async (transaction: Transaction, gasCoin: ObjectRef): Promise<SignedTransaction> => {
    transaction.setSender(address);
    transaction.setGasPrice(REFERENCE_GAS_PRICE);
    transaction.setGasBudget(BUDGET);
    transaction.setGasPayment([gasCoin]);
    const bytes = await transaction.build();
    const { signature } = await pair.signTransaction(bytes);
    return { bytes, signatures: [signature] };
  };
  return {
    address,
    signGift({ recipient, amount, coins, gasCoin }) {
      const transaction = new Transaction();
      const gifts = Array.from({ length: coins }, () =>
        transaction.splitCoins(transaction.gas, [transaction.pure.u64(amount)]),
      );
      transaction.transferObjects(gifts, recipient);
      return sign(transaction, gasCoin);
    },
    signMint({ target, coinType, amount, owner, gasCoin }) {
      const transaction = new Transaction();
      transaction.moveCall({
        target,
        typeArguments: [coinType],
        arguments: [transaction.pure.u64(amount), transaction.pure.address(owner)],
      });
      return sign(transaction, gasCoin);
    },
  };
}
