import { expect, test } from 'vitest';
import { clockText, countdown } from './countdown.ts';

const MINUTE = 60_000;

test.each([
  [15 * MINUTE, { kind: 'calm', minutes: 15 }],
  [14 * MINUTE + 1, { kind: 'calm', minutes: 15 }],
  [5 * MINUTE + 1, { kind: 'calm', minutes: 6 }],
  [5 * MINUTE, { kind: 'close', clock: '5:00' }],
  [61_000, { kind: 'close', clock: '1:01' }],
  [1, { kind: 'close', clock: '0:01' }],
  [0, { kind: 'over' }],
  [-MINUTE, { kind: 'over' }],
] as const)('with %d ms left the clock shows %j', (left, shown) => {
  expect(countdown(left)).toEqual(shown);
});

test('a clock never runs below nothing', () => {
  expect(clockText(-5_000)).toBe('0:00');
});
