import type { Millis } from '@tanglegate/core/clock';
import type { ScanId } from '@tanglegate/core/ids';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import type { Verdict } from '@tanglegate/core/mqtt/verdict';

/** One of the last scans at this door. Kept in memory only: nothing about people stays on the device. */
export interface RecentScan {
  readonly scan: ScanId;
  /** When the door saw the pass, by the door's clock. */
  readonly at: Millis;
  readonly direction: Direction;
  /** Absent while there is no answer. */
  readonly verdict?: Verdict;
}

export const RECENT_SCANS = 10;

/** Newest first. */
export function addRecent(recent: readonly RecentScan[], scan: RecentScan): readonly RecentScan[] {
  return [scan, ...recent].slice(0, RECENT_SCANS);
}

/** The first verdict of a scan stands, also one that comes after the guard has moved on. */
export function answerRecent(recent: readonly RecentScan[], verdict: Verdict): readonly RecentScan[] {
  return recent.map((entry) =>
    entry.scan === verdict.id && entry.verdict === undefined ? { ...entry, verdict } : entry,
  );
}
