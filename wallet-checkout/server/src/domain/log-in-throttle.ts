import { MINUTE, type Millis } from '@tanglegate/core/clock';

export const MAX_ATTEMPTS = 20;
const WINDOW_MS = 15 * MINUTE;
/** Names that are remembered at a time: a flood of made-up ones must not fill the memory. */
const MAX_NAMES = 10_000;

/**
 * Counts log-ins per name, whether or not the name exists. An attempt counts before its password is checked, so that a thousand at
 * the same time are not checked at all.
 */
export class LogInThrottle {
  readonly #attempts = new Map<string, { count: number; until: Millis }>();

  /** @returns how long this name must wait, in milliseconds; 0 when it may try */
  attempt(name: string, now: Millis): number {
    const known = this.#attempts.get(name);
    if (known === undefined || known.until <= now) {
      this.#makeRoom(now);
      this.#attempts.set(name, { count: 1, until: (now + WINDOW_MS) as Millis }); // A later time of the same clock.
      return 0;
    }
    if (known.count >= MAX_ATTEMPTS) return known.until - now;
    known.count++;
    return 0;
  }

  succeeded(name: string): void {
    this.#attempts.delete(name);
  }

  #makeRoom(now: Millis): void {
    if (this.#attempts.size < MAX_NAMES) return;
    for (const [name, { until }] of this.#attempts) if (until <= now) this.#attempts.delete(name);
    const [oldest] = this.#attempts.keys();
    if (this.#attempts.size >= MAX_NAMES && oldest !== undefined) this.#attempts.delete(oldest);
  }
}
