import type { Coin } from '../domain/object.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Transaction } from '../domain/transaction.ts';
import type { ExecutedTransaction } from './ledger-store.ts';
import type { SignedTransaction } from './transaction-codec.ts';

export interface Submitted {
  readonly transaction: ExecutedTransaction;
  /** False when the ledger already had it: nothing happened twice. */
  readonly isNew: boolean;
}

interface SubmitOptions {
  /** Answer only when the node's own reads show it. */
  readonly waitForLocalExecution: boolean;
}

/** On disk when it resolves. @throws Refused. */
export type SubmitTransaction = (signed: SignedTransaction, options: SubmitOptions) => Promise<Submitted>;

interface DryRun {
  readonly transaction: Transaction;
  readonly outcome: Outcome;
}

/** Runs it and forgets it. @throws Refused. */
export type DryRunTransaction = (bytes: Uint8Array) => DryRun;

export interface Gift {
  readonly transaction: ExecutedTransaction;
  readonly coins: readonly Coin[];
}

/** The faucet. @throws TanglegateError `faucet-busy` when it is asked too often. */
export type GiveCoins = (recipient: string) => Promise<Gift>;
