import type { Millis } from '@tanglegate/core/clock';
import type { ScanId } from '@tanglegate/core/ids';
import type { GateReport } from '@tanglegate/core/mqtt/gate';

/** Which scans this gate was opened for. Each method is durable before it returns. */
export interface PulseJournal {
  /** False when the gate was moved for this scan before: it must not move again. */
  begin(scan: ScanId, at: Millis): boolean;
  finish(report: GateReport): void;
  /** Begun and never finished: the driver died in between. */
  listUnfinished(): ScanId[];
  listUnreported(): GateReport[];
  markReported(scan: ScanId): void;
}
