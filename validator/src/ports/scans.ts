import type { DoorId } from '@tanglegate/core/ids';
import type { Scan } from '@tanglegate/core/mqtt/scan';

/** What the edges may ask: both give the same verdicts by the same code. */
export interface Scans {
  /** An `Answer` as JSON text. Never rejects: what cannot be decided now is answered `busy`. */
  decide(door: DoorId, scan: Scan): Promise<string>;
}
