import type { Millis } from '@tanglegate/core/clock';
import type { MoneyExport, SentMoney } from '@tanglegate/core/http/money-export';
import type { OrderId, OrganiserId } from '@tanglegate/core/ids';
import type { AddressHex } from '../domain/address.ts';
import type { Refund } from '../domain/refund.ts';
import type { Deposit } from './ledger.ts';

export type HeldMoney = Omit<MoneyExport['addresses'][number], 'outputs'> & {
  /** What the ledger calls each thing that came. */
  readonly arrivals: readonly string[];
};

/** Money that leaves: signed and sent off the server, told to it afterwards, and found again on the ledger. */
export interface MoneyOutRepository {
  /** Of these addresses, those that money owed or sent back goes to. */
  findAwaited(addresses: readonly AddressHex[]): Promise<ReadonlySet<AddressHex>>;
  /** All of them. */
  listAwaited(): Promise<AddressHex[]>;
  /** What reached such an address: most refunds are final before anybody tells us their transaction. */
  recordArrivals(arrivals: readonly Deposit[]): Promise<void>;
  /** Nobody else changes it until this transaction ends. */
  lockRefund(id: string, organiser: OrganiserId): Promise<Refund | undefined>;
  markSent(id: string, sending: { to: AddressHex; transaction: string; at: Millis }): Promise<void>;
  recordSpent(spent: SentMoney['spent'], at: Millis): Promise<void>;
  /**
   * Refunds that were sent are seen when their transaction brought their address at least what all of its refunds to that address
   * make together. @returns their orders
   */
  markSeen(at: Millis): Promise<OrderId[]>;
  /** By index: where more came in than was reported as spent. */
  listHolding(organiser: OrganiserId): Promise<HeldMoney[]>;
  /** Oldest first. */
  listDue(organiser: OrganiserId): Promise<MoneyExport['refunds']>;
}
