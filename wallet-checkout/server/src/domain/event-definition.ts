import type { Millis } from '@tanglegate/core/clock';
import type { DoorId, EventId, TierId, VenueId, ZoneId } from '@tanglegate/core/ids';
import type { LedgerUnits } from '@tanglegate/core/money';

/** An event as its organiser describes it, already checked: whatever text it came from. */
export interface EventDefinition {
  readonly id: EventId;
  readonly name: string;
  readonly description?: string;
  /** A path on our own origin. */
  readonly picture?: string;
  readonly venue: VenueDefinition;
  readonly zones: readonly ZoneDefinition[];
  readonly doors: readonly DoorDefinition[];
  /** Entry is possible from `opensAt` until `closesAt`. */
  readonly opensAt: Millis;
  readonly startsAt: Millis;
  readonly closesAt: Millis;
  readonly tiers: readonly TierDefinition[];
}

export interface VenueDefinition {
  readonly id: VenueId;
  readonly name: string;
  readonly address?: string;
  /** IANA. */
  readonly timeZone: string;
}

export interface ZoneDefinition {
  readonly id: ZoneId;
  readonly name: string;
}

export interface DoorDefinition {
  /** Unique in the installation. */
  readonly id: DoorId;
  readonly name: string;
  readonly zone: ZoneId;
}

export interface TierDefinition {
  readonly id: TierId;
  readonly name: string;
  readonly description?: string;
  /** Of one ticket; nothing means free. */
  readonly price: LedgerUnits;
  readonly capacity: number;
  /** Where it lets its holder in. */
  readonly zones: readonly ZoneId[];
  readonly pass: 'static' | 'live';
  readonly maxPerOrder: number;
  /** For the guard: "collect wristband". */
  readonly note?: string;
}
