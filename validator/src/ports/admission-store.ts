import type { Millis } from '@tanglegate/core/clock';
import type { DoorId } from '@tanglegate/core/ids';
import type { AdmissionEntry, FeedHead } from '@tanglegate/core/mqtt/feed';
import type { GateReport } from '@tanglegate/core/mqtt/gate';
import type { ScanToDecide } from '../domain/finding.ts';

export interface ReportToKeep {
  readonly door: DoorId;
  readonly report: GateReport;
  readonly now: Millis;
}

/**
 * Where scans are decided and kept (DESIGN §7). Every promise settles only after what it stands for is on the disk; a rejected one
 * changed nothing. Safe against itself: any number of scans at once, from any number of validators on the same store.
 */
export interface AdmissionStore {
  /**
   * Decides by `settleScan` and writes down, in one transaction. The same (door, id, digest) gets the finding it got first; the same
   * (door, id) with another digest is `malformed`.
   * @returns the `Finding` as JSON text, byte for byte the same each time
   */
  decide(scan: ScanToDecide): Promise<string>;
  /** Ends the repeat rule for the passage that the reported scan made, where the gate opened. */
  keepReport(report: ReportToKeep): Promise<void>;
  /** Admissions and refusals after number `after`, in order. */
  entriesAfter(after: number, limit: number): Promise<AdmissionEntry[]>;
  /** The name of the admissions feed, made with the store, and its last number. */
  head(): Promise<FeedHead>;
}
