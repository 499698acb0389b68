import { expect, test } from 'vitest';
import { NOON } from '../testing/orders.ts';
import { clockWords, dateTimeWords, numberWords, shortDateWords, timeWords } from './time-words.ts';

test('times are the venue’s, with the zone named', () => {
  // Versions of ICU differ in commas and in "at".
  expect(dateTimeWords(NOON, 'Europe/Zurich')).toMatch(/^Saturday,? 5 December 2026(,| at) 13:00 CET$/);
  expect(shortDateWords(NOON, 'Asia/Tokyo')).toMatch(/^Sat,? 5 Dec,? 21:00 (JST|GMT\+9)$/);
  expect(timeWords(NOON, 'Europe/Zurich')).toBe('13:00 CET');
  expect(clockWords(NOON + 9_000, 'Europe/Zurich')).toBe('13:00:09');
});

test('numbers are grouped', () => {
  expect(numberWords(12_345)).toBe('12,345');
});
