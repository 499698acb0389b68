import type { Millis } from '@tanglegate/core/clock';
import type { DoorId, EventNumber, ScanId, TicketId, TierNumber, ZoneId } from '@tanglegate/core/ids';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import type { Admit, Refuse } from '@tanglegate/core/mqtt/verdict';
import type { Refusal } from '@tanglegate/core/refusals';

/** `expiresAt` and `sentAt` are of each delivery; everything else of a verdict is decided once and kept. */
type OfDelivery = 'expiresAt' | 'sentAt';
export type Finding = Omit<Admit, OfDelivery> | Omit<Refuse, OfDelivery>;

/** What the guard may see of the ticket, as far as the pass could be read. */
export interface Seen {
  readonly ticket?: TicketId;
  readonly eventName?: string;
  readonly tierName?: string;
  readonly zone?: ZoneId;
  readonly zoneName?: string;
}

/** The register and the clock already say no, whatever happened before. */
export interface RefusalRuling {
  readonly kind: 'refuse';
  readonly reason: Refusal;
  /** One sentence for the guard. */
  readonly words: string;
  readonly boundary?: Millis;
  readonly timeZone?: string;
  readonly event?: EventNumber;
  readonly seen: Seen;
}

/** The pass is good for this door now; whether it was used before, only the store can say. */
export interface UseRuling {
  readonly kind: 'use';
  readonly ticket: TicketId;
  readonly event: EventNumber;
  readonly tier: TierNumber;
  readonly zone: ZoneId;
  /** May one who left come in again? */
  readonly reEntry: boolean;
  readonly live: boolean;
  readonly timeZone: string;
  readonly flagged?: 'not-yet-in-register';
  readonly note?: string;
  readonly seen: Seen;
}

export type Ruling = RefusalRuling | UseRuling;

/** Everything the store needs to decide a scan once and for all. */
export interface ScanToDecide {
  /** Of the topic or the credential, never of the payload. */
  readonly door: DoorId;
  readonly doorName: string;
  readonly id: ScanId;
  /** SHA-256 of the pass as shown, hex. */
  readonly digest: string;
  readonly direction: Direction;
  /** By the door's clock. */
  readonly scannedAt: Millis;
  readonly staff?: string;
  /** By the validator's clock: the time of the decision. */
  readonly now: Millis;
  /** Milliseconds on a clock that never steps and that all threads share: what the latency is measured from. */
  readonly arrived: number;
  readonly ruling: Ruling;
}
