import { expect, test } from 'vitest';
import { HOUR, millis, MINUTE, SECOND } from '@tanglegate/core/clock';
import { tellAgo } from './tell-time.ts';

const AGO = [
  [0, 'just now'],
  [-3 * SECOND, 'just now'],
  [42 * SECOND, '42 seconds ago'],
  [MINUTE, '1 minute ago'],
  [59 * MINUTE, '59 minutes ago'],
  [3 * HOUR, '3 hours ago'],
  [50 * HOUR, '2 days ago'],
] as const;

test.each(AGO)('%d ms before now is told as %s', (passed, told) => {
  const now = 1_800_000_000_000;
  expect(tellAgo(millis(now - passed), millis(now), 'en-GB', 'just now')).toBe(told);
});
