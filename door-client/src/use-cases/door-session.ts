import { SECOND, type Clock } from '@tanglegate/core/clock';
import {
  startAttempt,
  stepAttempt,
  type AttemptEvent,
  type AttemptStep,
  type ScanAttempt,
} from '@tanglegate/core/door/scan-attempt';
import { noShowings, seeCode } from '@tanglegate/core/door/showing';
import type { ScanId } from '@tanglegate/core/ids';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import type { Answer } from '@tanglegate/core/mqtt/verdict';
import { readScannerLine } from '../domain/scanner-line.ts';
import type { Display } from '../ports/display.ts';
import type { ScanLink } from '../ports/scan-link.ts';

/** Beyond it somebody is feeding a file, or the broker has been gone for an hour of queueing. */
const MAX_WAITING = 500;
const SAY_SO_AFTER_MS = 2 * SECOND;

interface Parts {
  readonly link: ScanLink;
  readonly display: Display;
  readonly newScanId: () => ScanId;
  /** Dates the scans. */
  readonly clock: Clock;
  /** Measures waiting. */
  readonly steadyClock: Clock;
  readonly direction: Direction;
  readonly staff?: string;
}

/** One door: from a scanner's line to the verdict on the display, whatever the connection does in between. */
export class DoorSession {
  readonly #parts: Parts;
  readonly #waiting = new Map<ScanId, ScanAttempt>();
  readonly #saidSo = new Set<ScanId>();
  #showings = noShowings;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  readLine(line: string): void {
    const { display } = this.#parts;
    const read = readScannerLine(line);
    if (read.kind === 'empty') return;
    if (read.kind === 'mangled') {
      display.show({ kind: 'unreadable', words: read.words });
    } else if (this.#isNewShowing(read.text)) {
      if (this.#waiting.size < MAX_WAITING) this.#scan(read.text);
      else
        display.show({ kind: 'unreadable', words: `${MAX_WAITING} scans wait for an answer: not scanned.` });
    }
  }

  receive(answer: Answer, { retained }: { retained: boolean }): void {
    const attempt = this.#waiting.get(answer.id);
    if (!retained && attempt !== undefined) this.#step(attempt, { kind: 'answer', answer });
  }

  reconnect(): void {
    for (const attempt of this.#waiting.values()) this.#step(attempt, { kind: 'reconnected' });
  }

  /** To be called a few times a second. */
  tick(): void {
    const { link, display, steadyClock } = this.#parts;
    const event = { kind: 'tick', connected: link.isConnected } as const;
    for (const [id, attempt] of this.#waiting) {
      this.#step(attempt, event);
      if (!this.#waiting.has(id) || this.#saidSo.has(id)) continue;
      if (steadyClock.now() - attempt.startedAt < SAY_SO_AFTER_MS) continue;
      this.#saidSo.add(id);
      display.show({ kind: 'no-answer-yet', scan: id, isConnected: link.isConnected });
    }
  }

  #isNewShowing(text: string): boolean {
    const { showings, isNew } = seeCode(this.#showings, text, this.#parts.steadyClock.now());
    this.#showings = showings;
    return isNew;
  }

  #scan(pass: string): void {
    const { newScanId, clock, steadyClock, direction, staff, link } = this.#parts;
    const scan = {
      id: newScanId(),
      pass,
      at: clock.now(),
      direction,
      ...(staff === undefined ? {} : { staff }),
    };
    this.#apply(startAttempt(scan, steadyClock.now(), link.isConnected));
  }

  #step(attempt: ScanAttempt, event: AttemptEvent): void {
    this.#apply(stepAttempt(attempt, event, this.#parts.steadyClock.now()));
  }

  #apply({ attempt, send }: AttemptStep): void {
    const { link, display } = this.#parts;
    const { id } = attempt.scan;
    if (attempt.state === 'waiting') this.#waiting.set(id, attempt);
    else this.#forget(id);
    if (send) link.publishScan(attempt.scan);
    if (attempt.state === 'abandoned') display.show({ kind: 'abandoned', scan: id });
    if (attempt.state === 'answered') {
      const waitedMs = attempt.answeredAt - attempt.startedAt;
      display.show({ kind: 'verdict', verdict: attempt.verdict, waitedMs });
    }
  }

  #forget(id: ScanId): void {
    this.#waiting.delete(id);
    this.#saidSo.delete(id);
  }
}
