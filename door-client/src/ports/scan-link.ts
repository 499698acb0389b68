import type { Scan } from '@tanglegate/core/mqtt/scan';

export interface ScanLink {
  readonly isConnected: boolean;
  /** Fire and forget: an acknowledgement is no verdict, so only the verdict counts, and silence sends it again. */
  publishScan(scan: Scan): void;
}
