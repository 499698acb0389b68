import { millis, type Millis } from '../clock.ts';
import type { Verdict } from '../mqtt/verdict.ts';

/**
 * Until when, by the receiver's own clock, a verdict that arrived at `arrivedAt` may be acted on. Only the difference of the
 * validator's two times counts: a door whose clock is an hour off still opens for a fresh ADMIT, and for no stale one.
 * A verdict that was stale as it was sent gives `arrivedAt`: nothing happens before that.
 */
export function actUntil(verdict: Pick<Verdict, 'sentAt' | 'expiresAt'>, arrivedAt: Millis): Millis {
  return millis(arrivedAt + Math.max(0, verdict.expiresAt - verdict.sentAt));
}
