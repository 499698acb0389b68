const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const CALM_UNTIL_MS = 5 * MINUTE;

/** A clock that frightens nobody: whole minutes until five are left, then minutes and seconds. */
export type Countdown =
  | { readonly kind: 'calm'; readonly minutes: number }
  | { readonly kind: 'close'; readonly clock: string }
  | { readonly kind: 'over' };

/** @param left milliseconds; rounded up, so that the last minute is never called none. */
export function countdown(left: number): Countdown {
  if (left <= 0) return { kind: 'over' };
  if (left > CALM_UNTIL_MS) return { kind: 'calm', minutes: Math.ceil(left / MINUTE) };
  return { kind: 'close', clock: clockText(left) };
}

/** 272 500 ms → "4:33". */
export function clockText(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / SECOND));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
