import { expect, test } from 'vitest';
import { readTyped } from './typed-code.ts';

const VALID = [
  ['a static pass', 'TG1:6BFOXN'],
  ['a live pass', 'TL1:6BFOXN'],
  ['spaces inside and at both ends', ' TG1: 6B FO '],
  ['a space as the last character of a pass', 'TG1:6BFO '],
  ['something else, which the validator refuses and logs', 'https://example.com/'],
  ['a word that begins like a pass', 'TGV 9:30'],
] as const;

test.each(VALID)('goes on untouched: %s', (_, text) => {
  expect(readTyped(text)).toEqual({ ok: true, pass: text });
});

const MANGLED = [
  ['caps lock', 'tg1:6bfoxn'],
  ['a German layout', 'TG1Ö6BFOXN'],
  ['a French layout', 'TG&M6BFOXN'],
  ['a Spanish layout', 'TL1Ñ6BFOXN'],
  ['a Czech layout', 'TG+"6BFOXN'],
] as const;

test.each(MANGLED)('is stopped with a word on the layout: %s', (_, text) => {
  expect(readTyped(text)).toEqual({ ok: false, problem: 'layout' });
});

test('what is longer than a scan may be is stopped here', () => {
  expect(readTyped('X'.repeat(2_000)).ok).toBe(true);
  expect(readTyped('X'.repeat(2_001))).toEqual({ ok: false, problem: 'too-long' });
});
