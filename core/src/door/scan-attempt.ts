import { MINUTE, millis, SECOND, type Millis } from '../clock.ts';
import type { Scan } from '../mqtt/scan.ts';
import type { Answer, Verdict } from '../mqtt/verdict.ts';
import { actUntil } from './verdict-life.ts';

/** Longer than this ago, validators judge no live pass any more (DESIGN §5); the person has long been helped otherwise. */
export const ATTEMPT_LIFE_MS = 10 * MINUTE;
/** Waits between sendings of the same scan; the last one repeats. */
const RESEND_AFTER_MS = [1 * SECOND, 2 * SECOND, 4 * SECOND, 5 * SECOND] as const;

/**
 * One showing of a pass, from the first sending to the verdict.
 *
 *     waiting ──verdict──▶ answered
 *        │ ──ten minutes, or the guard──▶ abandoned
 *        └──silence, busy, reconnected──▶ waiting, the same scan sent again
 *
 * The scan, its id and its `at` never change, so that however often it is sent it is decided once. `now` comes from a steady clock
 * (`performance.timeOrigin + performance.now()`, rounded): one that is set back would keep an attempt waiting.
 */
export type ScanAttempt =
  | {
      readonly state: 'waiting';
      readonly scan: Scan;
      readonly startedAt: Millis;
      readonly sendings: number;
      readonly resendAt: Millis;
    }
  | {
      readonly state: 'answered';
      readonly scan: Scan;
      readonly startedAt: Millis;
      readonly answeredAt: Millis;
      readonly verdict: Verdict;
      /** A fresh ADMIT is shown as such until then, by this door's clock. */
      readonly actUntil: Millis;
    }
  | { readonly state: 'abandoned'; readonly scan: Scan; readonly startedAt: Millis };

export type AttemptEvent =
  /** Time has passed; `connected` says whether a sending could go out now. */
  | { readonly kind: 'tick'; readonly connected: boolean }
  | { readonly kind: 'reconnected' }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The guard gives up waiting. */
  | { readonly kind: 'given-up' };

export interface AttemptStep {
  readonly attempt: ScanAttempt;
  /** Publish `attempt.scan` now, unchanged. */
  readonly send: boolean;
}

/** The scan as first seen. It is sent at once when there is a connection, else as soon as there is one. */
export function startAttempt(scan: Scan, now: Millis, connected: boolean): AttemptStep {
  const waiting = { state: 'waiting', scan, startedAt: now, sendings: 0, resendAt: now } as const;
  return connected ? sendAgain(waiting, now) : { attempt: waiting, send: false };
}

export function stepAttempt(attempt: ScanAttempt, event: AttemptEvent, now: Millis): AttemptStep {
  if (attempt.state !== 'waiting') return stay(attempt);
  switch (event.kind) {
    case 'given-up':
      return stay(abandon(attempt));
    case 'answer':
      return receive(attempt, event.answer, now);
    case 'reconnected':
      return isTooOld(attempt, now) ? stay(abandon(attempt)) : sendAgain(attempt, now);
    case 'tick':
      if (isTooOld(attempt, now)) return stay(abandon(attempt));
      return event.connected && now >= attempt.resendAt ? sendAgain(attempt, now) : stay(attempt);
  }
}

type Waiting = Extract<ScanAttempt, { state: 'waiting' }>;

function receive(attempt: Waiting, answer: Answer, now: Millis): AttemptStep {
  if (answer.id !== attempt.scan.id) return stay(attempt);
  if (answer.decision === 'busy') return stay({ ...attempt, resendAt: millis(now + answer.retryAfterMs) });
  const { scan, startedAt } = attempt;
  return stay({
    state: 'answered',
    scan,
    startedAt,
    answeredAt: now,
    verdict: answer,
    actUntil: actUntil(answer, now),
  });
}

function sendAgain(attempt: Waiting, now: Millis): AttemptStep {
  const wait = RESEND_AFTER_MS[attempt.sendings] ?? 5 * SECOND;
  return {
    attempt: { ...attempt, sendings: attempt.sendings + 1, resendAt: millis(now + wait) },
    send: true,
  };
}

const stay = (attempt: ScanAttempt): AttemptStep => ({ attempt, send: false });
const abandon = ({ scan, startedAt }: Waiting): ScanAttempt => ({ state: 'abandoned', scan, startedAt });
const isTooOld = (attempt: Waiting, now: Millis): boolean => now - attempt.startedAt >= ATTEMPT_LIFE_MS;
