import type { Millis } from '@tanglegate/core/clock';
import type { RefusedReason } from '@tanglegate/core/http/orders';
import type { Coin, LedgerUnits } from '@tanglegate/core/money';
import type { AddressHex } from '../domain/address.ts';
import type { LedgerGap } from './ledger-gap.ts';
import type { NodeHealth } from './ledger-health.ts';

interface Observed {
  /** The ledger's own id of what arrived: transaction digest, or output id. */
  readonly ledgerId: string;
  /** The transaction that brought it: what an explorer shows, and what a refund is known again by. */
  readonly transaction: string;
  readonly address: AddressHex;
  readonly amount: LedgerUnits;
  /** Checkpoint or milestone. */
  readonly position: number;
  readonly ledgerAt: Millis;
}

/** Final and spendable: counts. */
export interface Deposit extends Observed {
  readonly kind: 'deposit';
}

/** Reached our address and does not count. Kept, and shown. */
export interface RefusedDeposit extends Observed {
  readonly kind: 'refused';
  /** LEDGER.md's two lists; `no-order` is never the ledger's word, but ours. */
  readonly reason: RefusedReason;
  /** What arrived: a coin type, an output type. */
  readonly asset: string;
}

export type Arrival = Deposit | RefusedDeposit;

export interface LedgerPage {
  /** Everything up to here has been read, this position included. */
  readonly position: number;
  /** Everything that reached any address, in the ledger's order: whose address it is, our own database knows. */
  readonly arrivals: readonly Arrival[];
  /** Whether the ledger was read to its end. If not, there is more to read at once. */
  readonly atTip: boolean;
  /** The ledger's own time of `position`. Absent when the node did not tell it. */
  readonly ledgerAt?: Millis;
}

/** What to ask for by address, where history is gone. */
export interface Reconciling {
  readonly gap: LedgerGap;
  /** Ours: whatever lies there must be accounted for. */
  readonly deposits: readonly AddressHex[];
  /** Others', which refunds go to. */
  readonly refunds: readonly AddressHex[];
  /** Of these transactions, those that the books know. */
  readonly findRecorded: (transactions: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Where a follower stands. Positions of one chain mean nothing on another. */
export interface LedgerCursor {
  readonly chain: string;
  readonly position: number;
}

/** What is fixed for a network. */
export interface NetworkTerms {
  readonly coin: Coin;
  /** The least amount that can be sent: a shortfall or surplus below it is dust. */
  readonly leastOutput: LedgerUnits;
  /** The most that one order may cost. */
  readonly mostPayable: LedgerUnits;
}

/**
 * Follows the chain, not the addresses: how much it asks of the node does not depend on how many orders there are.
 * Every method throws a `TanglegateError` `ledger-…` when the node is slow, gone, wrong or behind.
 */
export interface Ledger {
  readonly name: 'rebased' | 'stardust';
  readonly terms: NetworkTerms;
  /** As wallets of this network write it. */
  formatAddress(address: AddressHex): string;
  /** The other way: what a wallet of this network shows. @throws TanglegateError `address-malformed`, in words for the buyer */
  parseAddress(text: string): AddressHex;
  /** The chain, and its end now: where a new follower begins. */
  tip(): Promise<LedgerCursor>;
  /** The next final transactions after the cursor. @throws `ledger-other-chain` when the node is of another chain */
  readAfter(cursor: LedgerCursor): Promise<LedgerPage>;
  /**
   * What reached the addresses in the gap, at least; in the ledger's order. Asks twice or more per address: for gaps alone.
   * @throws `ledger-gap` when the node cannot vouch for all of it
   */
  reconcile(cursor: LedgerCursor, wanted: Reconciling): Promise<Arrival[]>;
}

/** On several nodes, in order of preference. */
export interface LedgerOfNodes extends Ledger {
  nodes(): readonly NodeHealth[];
}
