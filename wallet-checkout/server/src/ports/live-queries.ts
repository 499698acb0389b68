import type { Millis } from '@tanglegate/core/clock';
import type { DoorView } from '@tanglegate/core/http/doors';
import type { LiveView } from '@tanglegate/core/http/live';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { SaleEvent } from '../domain/sale.ts';

export interface DoorNumbers extends DoorView {
  readonly admitted: number;
  readonly refused: number;
  /** Since when it is in its state; undefined when it was never seen. */
  readonly since?: Millis;
}

/** What the live view counts. Reads only. */
export interface LiveQueries {
  /** What paid orders kept, in ledger units. */
  income(event: SaleEvent): Promise<bigint>;
  /** Tickets whose holders are in now. */
  inside(event: SaleEvent): Promise<number>;
  /** Tickets that came in at least once, by tier number. */
  admittedByTier(event: SaleEvent): Promise<ReadonlyMap<number, number>>;
  scansSince(event: SaleEvent, since: Millis): Promise<number>;
  doors(event: SaleEvent): Promise<DoorNumbers[]>;
  latestOrders(event: SaleEvent, limit: number): Promise<LiveView['orders']>;
  latestScans(event: SaleEvent, limit: number): Promise<LiveView['scans']>;
  refundsDue(organiser: OrganiserId): Promise<{ count: number; amount: bigint }>;
  /** How many register entries the slowest reader of the event's venue lacks. */
  registerMissing(event: SaleEvent): Promise<number>;
}
