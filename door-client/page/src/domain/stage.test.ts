import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { startAttempt, stepAttempt } from '@tanglegate/core/door/scan-attempt';
import { scanSchema } from '@tanglegate/core/mqtt/scan';
import { refusalSchema } from '@tanglegate/core/refusals';
import { admit, refuse, SCAN_ID } from '../testing/verdicts.ts';
import {
  ADMIT_STAYS_MS,
  ADMIT_WITH_NOTE_STAYS_MS,
  isSameStage,
  NO_ANSWER_AFTER_MS,
  stageOf,
  staysFor,
  toneOf,
  toneOfStage,
  type Stage,
} from './stage.ts';

const scan = scanSchema.parse({ id: SCAN_ID, pass: 'TG1:A', at: 1, direction: 'in' });
const { attempt } = startAttempt(scan, millis(10_000), true);

test('a scan is asked about, and after a second and a half there is no answer yet: never a refusal', () => {
  expect(stageOf(attempt, millis(10_000), true).kind).toBe('asking');
  expect(stageOf(attempt, millis(9_999 + NO_ANSWER_AFTER_MS), true).kind).toBe('asking');
  expect(stageOf(attempt, millis(10_000 + NO_ANSWER_AFTER_MS), true).kind).toBe('no-answer');
});

test('without a connection that is said at once', () => {
  expect(stageOf(attempt, millis(10_000), false)).toEqual({
    kind: 'no-answer',
    scan: SCAN_ID,
    since: 10_000,
  });
});

test('the verdict comes on screen, and what was given up leaves it', () => {
  const answered = stepAttempt(attempt, { kind: 'answer', answer: admit() }, millis(10_100));
  expect(stageOf(answered.attempt, millis(10_100), true)).toEqual({ kind: 'verdict', verdict: admit() });
  const givenUp = stepAttempt(attempt, { kind: 'given-up' }, millis(10_100));
  expect(stageOf(givenUp.attempt, millis(10_100), true)).toEqual({ kind: 'camera' });
});

test('only a plain ADMIT gives way by itself, and later when there is a note to read', () => {
  expect(staysFor({ kind: 'verdict', verdict: admit() })).toBe(ADMIT_STAYS_MS);
  expect(staysFor({ kind: 'verdict', verdict: admit({ note: 'wristband' }) })).toBe(ADMIT_WITH_NOTE_STAYS_MS);
  expect(staysFor({ kind: 'verdict', verdict: admit({ flagged: 'not-yet-in-register' }) })).toBeUndefined();
  for (const reason of refusalSchema.options)
    expect(staysFor({ kind: 'verdict', verdict: refuse(reason) })).toBeUndefined();
});

test('no refusal looks like an ADMIT, and used tickets deserve a look', () => {
  const tones = refusalSchema.options.map((reason) => toneOf(refuse(reason)));
  expect(new Set(tones)).toEqual(new Set(['refused', 'look']));
  expect(toneOf(refuse('already-used'))).toBe('look');
  expect(toneOf(refuse('bad-signature'))).toBe('refused');
  expect(toneOf(admit({ flagged: 'not-yet-in-register' }))).toBe('look');
  expect(toneOf(admit())).toBe('admit');
});

test('each stage that fills the screen has its tone; the camera is silent', () => {
  expect(toneOfStage({ kind: 'camera' })).toBeUndefined();
  expect(toneOfStage({ kind: 'asking', scan: scan.id })).toBeUndefined();
  expect(toneOfStage({ kind: 'no-answer', scan: scan.id, since: millis(1) })).toBe('no-answer');
  expect(toneOfStage({ kind: 'unreadable', problem: 'layout' })).toBe('look');
  expect(toneOfStage({ kind: 'verdict', verdict: refuse('revoked') })).toBe('refused');
});

test('the same stage is not entered twice, so that nothing sounds twice', () => {
  const verdict = admit();
  const stages: Stage[] = [
    { kind: 'camera' },
    { kind: 'asking', scan: scan.id },
    { kind: 'no-answer', scan: scan.id, since: millis(1) },
    { kind: 'verdict', verdict },
  ];
  for (const one of stages)
    for (const other of stages) expect(isSameStage({ ...one }, { ...other })).toBe(one === other);
  expect(isSameStage({ kind: 'verdict', verdict }, { kind: 'verdict', verdict: admit() })).toBe(false);
});
