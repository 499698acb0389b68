export interface BackOff {
  /** Of the longest wait after the first failure. Milliseconds. */
  readonly leastMs: number;
  readonly longestMs: number;
}

/**
 * Doubles with each failure in a row, and is never twice the same: many who wait must not knock in step.
 * @param failures before this one
 * @param random 0 … 1
 * @returns milliseconds, between half of what was doubled and all of it
 */
export function backOffMs(failures: number, { leastMs, longestMs }: BackOff, random: number): number {
  const longest = Math.min(longestMs, leastMs * 2 ** Math.min(failures, 20));
  return Math.round(longest * (0.5 + random / 2));
}
