import type { Millis } from '@tanglegate/core/clock';
import type { ScanAttempt } from '@tanglegate/core/door/scan-attempt';
import type { ScanId } from '@tanglegate/core/ids';
import type { Verdict } from '@tanglegate/core/mqtt/verdict';

/**
 * What the guard looks at.
 *
 *     camera ──showing──▶ asking ──verdict──▶ verdict ──tap, next showing; ADMIT by itself──▶ camera
 *                           └──silence──▶ no-answer ──verdict──▶ verdict
 *     camera ──a code that a hand scanner mangled──▶ unreadable ──tap, next showing──▶ camera
 */
export type Stage =
  | { readonly kind: 'camera' }
  | { readonly kind: 'asking'; readonly scan: ScanId }
  | { readonly kind: 'no-answer'; readonly scan: ScanId; readonly since: Millis }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'unreadable'; readonly problem: TypedProblem };

export type TypedProblem = 'too-long' | 'layout';

/** A verdict usually takes a few milliseconds; from here on the guard is told that it is us who are slow. */
export const NO_ANSWER_AFTER_MS = 1_500;
/** How long an ADMIT stays. */
export const ADMIT_STAYS_MS = 1_200;
/** The organiser's note ("collect wristband") takes longer to read. */
export const ADMIT_WITH_NOTE_STAYS_MS = 4_000;

/** The stage that an attempt asks for. Without a connection there is nothing to wait for before saying so. */
export function stageOf(attempt: ScanAttempt, now: Millis, connected: boolean): Stage {
  switch (attempt.state) {
    case 'waiting':
      return connected && now - attempt.startedAt < NO_ANSWER_AFTER_MS
        ? { kind: 'asking', scan: attempt.scan.id }
        : { kind: 'no-answer', scan: attempt.scan.id, since: attempt.startedAt };
    case 'answered':
      return { kind: 'verdict', verdict: attempt.verdict };
    case 'abandoned':
      return { kind: 'camera' };
  }
}

/** Does it cover the camera and everything else? */
export function fillsScreen(stage: Stage): boolean {
  return stage.kind !== 'camera' && stage.kind !== 'asking';
}

/** After how many milliseconds this stage gives way to the camera by itself; undefined where a person has to see it off. */
export function staysFor(stage: Stage): number | undefined {
  if (stage.kind !== 'verdict' || toneOf(stage.verdict) !== 'admit') return undefined;
  const { verdict } = stage;
  return verdict.decision === 'admit' && verdict.note !== undefined
    ? ADMIT_WITH_NOTE_STAYS_MS
    : ADMIT_STAYS_MS;
}

/** The four looks and sounds of an answer. */
export type Tone = 'admit' | 'refused' | 'look' | 'no-answer';

/** Refusals after which a guard can help: look at the ticket, the person, or ask for the live code. */
const WORTH_A_LOOK: readonly string[] = [
  'already-used',
  'not-inside',
  'stale-pass',
  'live-pass-required',
  'identity-required',
];

export function toneOf(verdict: Verdict): Tone {
  if (verdict.decision === 'admit') return verdict.flagged === undefined ? 'admit' : 'look';
  return WORTH_A_LOOK.includes(verdict.reason) ? 'look' : 'refused';
}

/** The tone with which a stage begins; the camera has none. */
export function toneOfStage(stage: Stage): Tone | undefined {
  switch (stage.kind) {
    case 'camera':
    case 'asking':
      return undefined;
    case 'no-answer':
      return 'no-answer';
    case 'verdict':
      return toneOf(stage.verdict);
    case 'unreadable':
      return 'look';
  }
}

/** The same stage is not entered twice: no second tone, no bar that begins anew. */
export function isSameStage(one: Stage, other: Stage): boolean {
  switch (one.kind) {
    case 'camera':
      return other.kind === 'camera';
    case 'asking':
    case 'no-answer':
      return one.kind === other.kind && one.scan === other.scan;
    case 'verdict':
      return other.kind === 'verdict' && one.verdict === other.verdict;
    case 'unreadable':
      return false; // Each mangled code is said anew.
  }
}
