import type { Millis } from '@tanglegate/core/clock';
import type { DoorId, VenueId } from '@tanglegate/core/ids';
import type { AdmissionBatch } from '@tanglegate/core/mqtt/feed';
import type { GateReport } from '@tanglegate/core/mqtt/gate';
import type { DoorStatus } from '@tanglegate/core/mqtt/status';

/** Copies of what happened at the doors, for the live view. The validators' store is the truth. */
export interface DoorLog {
  /** What is already there up to which number; undefined before anything came. */
  standing(venue: VenueId): Promise<{ feed: string; have: number } | undefined>;
  /** Adds what follows on what is there, and no more: a gap is left for the sender to fill. @returns the number that is now had */
  record(venue: VenueId, batch: AdmissionBatch): Promise<number>;
  recordStatus(door: DoorId, status: DoorStatus, at: Millis): Promise<void>;
  recordGate(door: DoorId, report: GateReport): Promise<void>;
}
