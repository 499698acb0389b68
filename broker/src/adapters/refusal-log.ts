import type { Clock } from '@tanglegate/core/clock';
import type { Logger } from 'pino';

const WINDOW_MS = 10_000;
const LINES_PER_WINDOW = 5;
const MAX_SOURCES = 1_000;

/** Logs what was refused, a few lines per source and ten seconds: whoever hammers at the door must not fill the disk. */
export class RefusalLog {
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #sources = new Map<string, { until: number; lines: number; unsaid: number }>();

  constructor({ log, clock }: { log: Logger; clock: Clock }) {
    this.#log = log;
    this.#clock = clock;
  }

  /** `source` is a user name or a remote address; `fields` never hold a payload or a password. */
  refuse(source: string, fields: Readonly<Record<string, unknown>>, words: string): void {
    const now = this.#clock.now();
    let seen = this.#sources.get(source);
    if (seen === undefined || now >= seen.until) {
      const unsaid = seen?.unsaid ?? 0;
      if (unsaid > 0) this.#log.warn({ source, unsaid }, 'more refusals than were logged');
      if (this.#sources.size >= MAX_SOURCES) this.#sources.clear();
      seen = { until: now + WINDOW_MS, lines: 0, unsaid: 0 };
      this.#sources.set(source, seen);
    }
    if (seen.lines >= LINES_PER_WINDOW) seen.unsaid += 1;
    else {
      seen.lines += 1;
      this.#log.warn({ source, ...fields }, `refused: ${words.slice(0, 400)}`);
    }
  }
}
