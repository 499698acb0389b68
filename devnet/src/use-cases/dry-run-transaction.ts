import type { CheckedInputs } from '../domain/check-inputs.ts';
import { checkInputs } from '../domain/check-inputs.ts';
import { IOTA_COIN } from '../domain/coin-type.ts';
import { executeTransaction } from '../domain/execute-transaction.ts';
import type { Coin, Hashing } from '../domain/object.ts';
import { ZERO_DIGEST } from '../domain/object.ts';
import type { Transaction } from '../domain/transaction.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { NodeView } from '../ports/node-view.ts';
import type { DryRunTransaction } from '../ports/submission.ts';
import type { TransactionCodec } from '../ports/transaction-codec.ts';
import { currentEpoch } from './current-epoch.ts';

export interface DryRunDeps {
  readonly store: LedgerStore;
  readonly codec: TransactionCodec;
  readonly hashing: Hashing;
  readonly view: NodeView;
}

/** A full node pays a dry run that names no coins with one that it makes up, of a thousand million IOTA. */
const IMAGINARY_BALANCE = 10n ** 18n;

export function dryRunTransaction({ store, codec, hashing, view }: DryRunDeps): DryRunTransaction {
  return (bytes) => {
    const transaction = codec.read(bytes);
    const epoch = currentEpoch(store);
    const find = (id: string): Coin | undefined => store.coins.find(id, view.upTo());
    const imaginaryGas = transaction.gas.payment.length === 0;
    const checked = imaginaryGas
      ? checkWithImaginaryGas(transaction, find, epoch, hashing)
      : checkInputs(transaction, find, epoch);
    return {
      transaction,
      outcome: executeTransaction({ transaction, checked, hashing, epoch, imaginaryGas }).outcome,
    };
  };
}

function checkWithImaginaryGas(
  transaction: Transaction,
  find: (id: string) => Coin | undefined,
  epoch: number,
  hashing: Hashing,
): CheckedInputs {
  const facts = {
    // Of no object that exists: no transaction creates so many.
    id: hashing.createdId(transaction.digest, Number.MAX_SAFE_INTEGER),
    version: 1,
    owner: { AddressOwner: transaction.gas.owner },
    coinType: IOTA_COIN,
    balance: IMAGINARY_BALANCE,
    previousTransaction: ZERO_DIGEST,
    storageRebate: 0n,
  };
  const coin: Coin = { ...facts, digest: hashing.coinDigest(facts) };
  const payment = [{ objectId: coin.id, version: coin.version, digest: coin.digest }];
  const paid = { ...transaction, gas: { ...transaction.gas, payment } };
  return checkInputs(paid, (id) => (id === coin.id ? coin : find(id)), epoch);
}
