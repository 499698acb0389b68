import { expect, test } from 'vitest';
import { later, NOW } from '../testing/organiser.ts';
import { tellTime } from './words.ts';

test.each([
  ['Europe/Berlin', 0, '20:14'],
  ['America/New_York', 0, '14:14'],
  ['Asia/Kolkata', -6 * 3_600_000, '18:44 on 14 Nov'],
  ['No/Such_Zone', 0, '19:14'],
])('in %s, %i ms from now: %s', (timeZone, ms, words) => {
  expect(tellTime(later(NOW, ms), NOW, timeZone)).toBe(words);
});
