import type { Millis } from '@tanglegate/core/clock';
import type { EventId, OrderId, OrganiserId } from '@tanglegate/core/ids';
import type { AddressHex } from '../domain/address.ts';
import type { MoneyBalance } from '../domain/money-balance.ts';
import type { Refund } from '../domain/refund.ts';
import type { RefusedDeposit } from './ledger.ts';

/** An order whose money does not add up. */
export interface OrderFault {
  readonly order: OrderId;
  /** What came in and has advanced it, less what it kept, holds and owes. Never zero. */
  readonly unaccounted: bigint;
}

export type OrganiserRefund = Refund & {
  readonly event: EventId;
  /** Where the buyer wants it. */
  readonly wantedAt: AddressHex | undefined;
};

export type OrganiserRefused = RefusedDeposit & {
  readonly order: OrderId | undefined;
  readonly event: EventId | undefined;
  readonly noted: boolean;
};

/** The organiser's books. */
export interface MoneyQueries {
  /** All sums of one moment. */
  balance(): Promise<MoneyBalance>;
  /** Order by order: finds what a sum over all hides. */
  faults(): Promise<OrderFault[]>;
  /** Newest first. */
  refunds(organiser: OrganiserId, limit: number): Promise<OrganiserRefund[]>;
  /** Newest first. */
  refused(organiser: OrganiserId, limit: number): Promise<OrganiserRefused[]>;
  /** Refused deposits that the organiser has not looked at yet. */
  countUnnoted(organiser: OrganiserId): Promise<number>;
  /** Those that were recorded until then. */
  noteRefused(organiser: OrganiserId, until: Millis, at: Millis): Promise<void>;
  writeOff(
    organiser: OrganiserId,
    refund: string,
    at: Millis,
  ): Promise<{ readonly order: OrderId } | 'unknown' | 'not-due'>;
}
