import type { Millis } from '@tanglegate/core/clock';
import type { ScanId } from '@tanglegate/core/ids';
import type { GateReport } from '@tanglegate/core/mqtt/gate';

/**
 * What is known of the gate since the last ADMIT.
 *
 *     closed ──ADMIT──▶ expected ──report──▶ opened | failed ──a few seconds──▶ closed
 *                          └──3 s without a report──▶ silent ──report──▶ opened | failed
 */
export type GateWatch =
  | { readonly state: 'closed'; readonly early?: GateReport }
  | { readonly state: 'expected'; readonly scan: ScanId; readonly since: Millis }
  | { readonly state: 'silent'; readonly scan: ScanId; readonly since: Millis }
  | { readonly state: 'opened'; readonly scan: ScanId; readonly since: Millis }
  | { readonly state: 'failed'; readonly scan: ScanId; readonly since: Millis; readonly why: string };

export const REPORT_EXPECTED_WITHIN_MS = 3_000;
/** A real gate closes behind a person; no report says so, thus the drawing closes after this. */
export const SHOWN_OPEN_FOR_MS = 3_000;
/** Trouble stays on screen longer: somebody has to walk over. */
export const TROUBLE_SHOWN_FOR_MS = 15_000;

export const closedGate: GateWatch = { state: 'closed' };

/** The report may overtake the verdict: they travel on two topics. */
export function expectGate(watch: GateWatch, scan: ScanId, now: Millis): GateWatch {
  const early = watch.state === 'closed' ? watch.early : undefined;
  const expected: GateWatch = { state: 'expected', scan, since: now };
  return early?.scan === scan ? hearGate(expected, early, now) : expected;
}

/** A report about a scan that is not the one being watched changes nothing on screen. */
export function hearGate(watch: GateWatch, report: GateReport, now: Millis): GateWatch {
  if (watch.state === 'closed') return { state: 'closed', early: report };
  if (report.scan !== watch.scan) return watch;
  const { scan } = watch;
  return report.outcome === 'opened'
    ? { state: 'opened', scan, since: now }
    : { state: 'failed', scan, since: now, why: report.why };
}

export function tickGate(watch: GateWatch, now: Millis): GateWatch {
  if (watch.state === 'closed') return watch;
  const lasted = now - watch.since;
  switch (watch.state) {
    case 'expected':
      return lasted < REPORT_EXPECTED_WITHIN_MS ? watch : { state: 'silent', scan: watch.scan, since: now };
    case 'opened':
      return lasted < SHOWN_OPEN_FOR_MS ? watch : closedGate;
    case 'silent':
    case 'failed':
      return lasted < TROUBLE_SHOWN_FOR_MS ? watch : closedGate;
  }
}
