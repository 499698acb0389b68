import { signAndExecuteTransaction } from '@iota/wallet-standard';
import type { IdentifierString, WalletAccount } from '@iota/wallet-standard';
import { Transaction } from '@iota/iota-sdk/transactions';
import { WalletError, walletErrorOf } from './wallet-error.ts';
import type { PayingWallet } from './wallet-list.ts';

interface Payment {
  readonly chain: IdentifierString;
  readonly address: string;
  /** In ledger units. */
  readonly amount: bigint;
}

/**
 * Connects, asks the wallet to pay, and comes back once the network has executed it: any wallet of the standard, the
 * development wallet too.
 * @throws WalletError
 */
export async function payWithWallet(wallet: PayingWallet, payment: Payment): Promise<{ digest: string }> {
  try {
    const account = await connect(wallet, payment.chain);
    const { digest } = await signAndExecuteTransaction(wallet, {
      transaction: paymentTransaction(payment),
      account,
      chain: payment.chain,
    });
    return { digest };
  } catch (thrown) {
    throw walletErrorOf(thrown);
  }
}

async function connect(wallet: PayingWallet, chain: IdentifierString): Promise<WalletAccount> {
  const known = accountOn(wallet.accounts, chain);
  if (known !== undefined) return known;
  const connected = await wallet.features['standard:connect']?.connect();
  const account = accountOn(connected?.accounts ?? [], chain);
  if (account === undefined) throw new WalletError('wallet-no-account');
  return account;
}

function accountOn(accounts: readonly WalletAccount[], chain: IdentifierString): WalletAccount | undefined {
  return accounts.find((account) => account.chains.includes(chain));
}

/** Exactly the amount, split from the coin that also pays the fee, to the order's address. */
function paymentTransaction({ address, amount }: Payment): Transaction {
  const transaction = new Transaction();
  const coin = transaction.splitCoins(transaction.gas, [amount]);
  transaction.transferObjects([coin], address);
  return transaction;
}
