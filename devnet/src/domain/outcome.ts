import type { GasUsed } from './gas.ts';
import type { Address, Digest, ObjectRef, Owner } from './object.ts';
import type { Failure } from './refused.ts';

export interface ObjectState {
  readonly version: number;
  readonly digest: Digest;
  readonly owner: Owner;
}

/** One object that a transaction touched: created (no `before`), mutated, or deleted (no `after`). */
export interface ObjectChange {
  readonly id: Address;
  /** Absent for the ledger's own system objects. */
  readonly coinType?: string;
  readonly before?: ObjectState;
  readonly after?: ObjectState;
}

export interface BalanceChange {
  readonly owner: Owner;
  readonly coinType: string;
  readonly amount: bigint;
}

/** All that is known of an executed transaction's effects. */
export interface Outcome {
  readonly failure?: Failure;
  readonly epoch: number;
  readonly gas: GasUsed;
  /** The version of everything it wrote. */
  readonly version: number;
  /** Absent on system transactions, which pay none. */
  readonly gasObject?: Address;
  /** By id, ascending. */
  readonly changes: readonly ObjectChange[];
  /** Shared objects read at this version; only system transactions have any here. */
  readonly shared: readonly ObjectRef[];
  readonly dependencies: readonly Digest[];
  readonly balanceChanges: readonly BalanceChange[];
}
