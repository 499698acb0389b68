import type { Checkpoint } from '../domain/checkpoint.ts';
import type { Address, Coin, Digest } from '../domain/object.ts';
import type { Outcome } from '../domain/outcome.ts';

/**
 * The ledger on disk. `upTo` is the number of the last transaction whose effects are looked at: validators see all of
 * them (`EVERYTHING`), the full node that answers questions is a little behind.
 */
export interface LedgerStore {
  /** All or nothing, and on disk when it returns. */
  atomically<T>(work: () => T): T;
  chain(): Chain | undefined;
  saveChain(chain: Chain): void;
  readonly coins: CoinStore;
  readonly transactions: TransactionStore;
  readonly checkpoints: CheckpointStore;
  close(): void;
}

export const EVERYTHING = Number.MAX_SAFE_INTEGER;

export interface Chain {
  /** The first four bytes of the genesis checkpoint's digest, in hex. */
  readonly identifier: string;
  readonly genesis: Digest;
  /** The key of the address that holds the supply, as the SDK writes it. It is worth nothing anywhere else. */
  readonly faucetKey: string;
}

export interface CoinPage {
  readonly owner: Address;
  /** Every type when absent. */
  readonly coinType?: string;
  /** Ids after this one. */
  readonly after?: CoinCursor;
  readonly limit: number;
  readonly upTo: number;
}

interface CoinCursor {
  readonly coinType: string;
  readonly id: Address;
}

export interface CoinStore {
  find(id: Address, upTo: number): Coin | undefined;
  /** The version at which it was deleted, if it once existed. */
  deletedAt(id: Address, upTo: number): number | undefined;
  /** A version that is or was, as long as it is kept. */
  findVersion(id: Address, version: number): Coin | undefined;
  /** Owned by an address; by type, then by id. */
  page(page: CoinPage): Coin[];
  /** Replaces or adds what transaction `number` wrote, and deletes what it used up. */
  apply(number: number, written: readonly Coin[], deleted: readonly Address[], version: number): void;
  /** Sums over all coins of a type, and all storage rebates. For checks of the supply. */
  totals(coinType: string): { readonly balance: bigint; readonly rebates: bigint };
}

interface StoredTransaction {
  readonly digest: Digest;
  /** BCS of the transaction data, and its signatures in base64. Empty on system transactions. */
  readonly bytes: Uint8Array;
  readonly signatures: readonly string[];
  readonly kind: 'payment' | 'genesis' | 'prologue' | 'epoch-change';
  readonly outcome: Outcome;
}

export interface ExecutedTransaction extends StoredTransaction {
  /** In order of execution. */
  readonly number: number;
  readonly checkpoint: number | undefined;
  readonly timestamp: number | undefined;
}

export type TransactionFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'to' | 'from'; readonly address: Address }
  | { readonly kind: 'checkpoint'; readonly sequence: number };

interface TransactionPage {
  readonly filter: TransactionFilter;
  /** A transaction's number: only later (or, descending, earlier) ones. */
  readonly after?: number;
  readonly limit: number;
  readonly descending: boolean;
  readonly upTo: number;
}

export interface TransactionStore {
  find(digest: Digest, upTo: number): ExecutedTransaction | undefined;
  page(page: TransactionPage): Digest[];
  /** Returns its number. `from` and `to` are the addresses that it is found by. */
  append(transaction: StoredTransaction, from: Address | undefined, to: readonly Address[]): number;
  /** Executed, but in no checkpoint yet, in order. */
  pending(): { readonly digest: Digest; readonly outcome: Outcome }[];
  lastNumber(): number;
}

export interface CheckpointStore {
  find(sequence: number): Checkpoint | undefined;
  findByDigest(digest: Digest): Checkpoint | undefined;
  /** The latest one. */
  tip(): Checkpoint | undefined;
  /** Adds it, with its system transactions, and puts every pending transaction into it. */
  append(
    checkpoint: Checkpoint,
    system: readonly { digest: Digest; kind: 'prologue' | 'epoch-change' }[],
  ): void;
  /** Forgets all before `sequence`, with their transactions. Coins stay. */
  prune(sequence: number): void;
}
