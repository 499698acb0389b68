import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';

test.each([
  [0, 250, 0, 125],
  [0, 250, 1, 250],
  [3, 250, 1, 2_000],
  [50, 250, 1, 30_000],
  [50, 250, 0, 15_000],
])('after %i failures, %i ms at first, jitter %d: %i ms', (failures, leastMs, random, wait) => {
  expect(backOffMs(failures, { leastMs, longestMs: 30_000 }, random)).toBe(wait);
});
