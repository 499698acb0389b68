import { expect, test } from 'vitest';
import { millis, type Millis } from '../clock.ts';
import { answerSchema, type Answer } from '../mqtt/verdict.ts';
import { scanSchema } from '../mqtt/scan.ts';
import {
  ATTEMPT_LIFE_MS,
  startAttempt,
  stepAttempt,
  type AttemptEvent,
  type AttemptStep,
} from './scan-attempt.ts';

const scan = scanSchema.parse({ id: 'scan-0000-0000-0001', pass: 'TG1:A', at: 1_000, direction: 'in' });
const START = millis(10_000);
const at = (afterStart: number): Millis => millis(START + afterStart);

function admit(change: Record<string, unknown> = {}): Answer {
  return answerSchema.parse({
    id: scan.id,
    decision: 'admit',
    direction: 'in',
    repeat: false,
    at: 500,
    sentAt: 600,
    expiresAt: 5_600,
    ...change,
  });
}
const busy = (retryAfterMs: number): Answer =>
  answerSchema.parse({ id: scan.id, decision: 'busy', retryAfterMs });

const TICK: AttemptEvent = { kind: 'tick', connected: true };

/** Given an attempt started at START, when these events happen, then this is the last step. */
function play(connected: boolean, ...events: [AttemptEvent, number][]): AttemptStep {
  let step = startAttempt(scan, START, connected);
  for (const [event, time] of events) step = stepAttempt(step.attempt, event, at(time));
  return step;
}

test('a scan is sent at once when there is a connection', () => {
  expect(play(true)).toMatchObject({ send: true, attempt: { state: 'waiting', scan, sendings: 1 } });
});

test('without a connection it waits, and goes out on reconnecting with its id and time unchanged', () => {
  expect(play(false)).toMatchObject({ send: false, attempt: { sendings: 0 } });
  expect(play(false, [{ kind: 'tick', connected: false }, 60_000])).toMatchObject({ send: false });
  const back = play(false, [{ kind: 'reconnected' }, 120_000]);
  expect(back).toMatchObject({ send: true, attempt: { state: 'waiting', sendings: 1 } });
  expect(back.attempt.scan).toEqual(scan);
});

test('silence sends it again, after 1, 2, 4 and then every 5 seconds', () => {
  const sentAt: number[] = [];
  let { attempt } = startAttempt(scan, START, true);
  for (let time = 100; time <= 18_000; time += 100) {
    const step = stepAttempt(attempt, TICK, at(time));
    attempt = step.attempt;
    if (step.send) sentAt.push(time);
  }
  expect(sentAt).toEqual([1_000, 3_000, 7_000, 12_000, 17_000]);
});

test('the verdict ends it; how long it may be acted on does not depend on the two clocks agreeing', () => {
  const { attempt, send } = play(true, [{ kind: 'answer', answer: admit() }, 300]);
  expect(send).toBe(false);
  expect(attempt).toMatchObject({ state: 'answered', answeredAt: at(300), actUntil: at(5_300) });
});

test('a verdict that was stale as it was sent may be acted on no longer than it took to arrive', () => {
  const { attempt } = play(true, [{ kind: 'answer', answer: admit({ expiresAt: 600 }) }, 300]);
  expect(attempt).toMatchObject({ state: 'answered', actUntil: at(300) });
});

test('an answer to another scan is not ours', () => {
  const other = admit({ id: 'scan-0000-0000-0002' });
  expect(play(true, [{ kind: 'answer', answer: other }, 300]).attempt.state).toBe('waiting');
});

test('busy is no verdict: the same scan is sent again when the validator asked for it', () => {
  const answer: AttemptEvent = { kind: 'answer', answer: busy(4_000) };
  expect(play(true, [answer, 300]).attempt).toMatchObject({ state: 'waiting', resendAt: at(4_300) });
  expect(play(true, [answer, 300], [TICK, 4_200]).send).toBe(false);
  expect(play(true, [answer, 300], [TICK, 4_300])).toMatchObject({ send: true, attempt: { scan } });
});

test('the first verdict stands, whatever comes after it', () => {
  const verdict: AttemptEvent = { kind: 'answer', answer: admit() };
  const first = play(true, [verdict, 300]);
  for (const later of [verdict, TICK, { kind: 'reconnected' }, { kind: 'given-up' }] as const) {
    expect(stepAttempt(first.attempt, later, at(9_000))).toEqual({ attempt: first.attempt, send: false });
  }
});

test.each<AttemptEvent>([TICK, { kind: 'reconnected' }])(
  'after ten minutes it is abandoned (%o)',
  (event) => {
    expect(play(true, [event, ATTEMPT_LIFE_MS])).toMatchObject({
      send: false,
      attempt: { state: 'abandoned', scan },
    });
  },
);

test('the guard may give up waiting, and a late verdict changes nothing then', () => {
  const given = play(true, [{ kind: 'given-up' }, 2_000], [{ kind: 'answer', answer: admit() }, 2_500]);
  expect(given).toMatchObject({ send: false, attempt: { state: 'abandoned' } });
});
