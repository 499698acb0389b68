import { millis } from '@tanglegate/core/clock';
import { answerSchema, type Answer } from '@tanglegate/core/mqtt/verdict';
import { expect, test } from 'vitest';
import { decideOpening } from './open-once.ts';

const id = 'scan-0000-0000-0001';
const times = { at: 500, sentAt: 600, expiresAt: 5_600 };
const NOW = millis(90_000_000);

const admit = (change: Record<string, unknown> = {}): Answer =>
  answerSchema.parse({ id, decision: 'admit', direction: 'in', repeat: false, ...times, ...change });
const refuse = answerSchema.parse({
  id,
  decision: 'refuse',
  reason: 'already-used',
  words: 'Used.',
  ...times,
});
const busy = answerSchema.parse({ id, decision: 'busy', retryAfterMs: 10 });

test.each(['in', 'out'] as const)(
  'a fresh ADMIT opens, %s, for as long as the validator meant it',
  (direction) => {
    expect(decideOpening({ answer: admit({ direction }), retained: false, arrivedAt: NOW })).toEqual({
      open: true,
      scan: id,
      direction,
      until: NOW + 5_000,
    });
  },
);

test('an ADMIT by the repeat rule opens too: its scan id is new', () => {
  expect(decideOpening({ answer: admit({ repeat: true }), retained: false, arrivedAt: NOW }).open).toBe(true);
});

test.each([
  ['a refusal', refuse, false, 'not-an-admission'],
  ['busy', busy, false, 'not-an-admission'],
  ['a retained ADMIT', admit(), true, 'retained'],
  ['an ADMIT that expired as it was sent', admit({ expiresAt: 600 }), false, 'stale'],
  ['an ADMIT that expired before it was sent', admit({ expiresAt: 0 }), false, 'stale'],
] as const)('%s does not open', (_name, answer, retained, why) => {
  expect(decideOpening({ answer, retained, arrivedAt: NOW })).toEqual({ open: false, why });
});
