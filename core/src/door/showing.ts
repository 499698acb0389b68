import type { Millis } from '../clock.ts';
import { LIVE_PREFIX } from '../pass/live-pass.ts';
import { parsePass } from '../pass/parse-pass.ts';

/** A pass that was out of sight for longer is shown anew. Below it, one showing: cameras decode many frames a second. */
export const SHOWING_GAP_MS = 2_500;

/** What was in sight lately, and when it was last seen. Several, because two phones in one picture take turns. */
export type Showings = ReadonlyMap<string, Millis>;

export const noShowings: Showings = new Map();

/**
 * A code is in sight: is that a new showing, to be scanned, or the one that goes on? While a code stays in sight its showing goes
 * on, however long. `now` may jump (a clock set back does not block a pass).
 */
export function seeCode(
  showings: Showings,
  text: string,
  now: Millis,
): { showings: Showings; isNew: boolean } {
  const inSight = [...showings].filter(([, seenAt]) => Math.abs(now - seenAt) <= SHOWING_GAP_MS);
  const key = showingKey(text);
  const next = new Map(inSight);
  const isNew = !next.has(key);
  next.set(key, now);
  return { showings: next, isNew };
}

/** A live pass changes its text every few seconds and is still the same showing. Any other text stands for itself. */
function showingKey(text: string): string {
  if (!text.startsWith(LIVE_PREFIX)) return text;
  try {
    return `live ${parsePass(text).ticket}`;
  } catch {
    return text; // No pass after all. It is scanned all the same, so that the validator logs it and words the refusal.
  }
}
