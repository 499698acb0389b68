import type { GateReport } from '@tanglegate/core/mqtt/gate';

export interface ReportLink {
  readonly isConnected: boolean;
  /** Resolves when the broker has it. */
  publishReport(report: GateReport): Promise<void>;
}
