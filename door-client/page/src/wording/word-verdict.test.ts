import { expect, test } from 'vitest';
import { refusalSchema } from '@tanglegate/core/refusals';
import { en } from '../messages/en.ts';
import { admit, refuse } from '../testing/verdicts.ts';
import { wordVerdict, type VerdictWords } from './word-verdict.ts';

const NOW = Date.UTC(2026, 10, 21, 19, 20);
const MADRID = { timeZone: 'Europe/Madrid', sentAt: NOW, at: NOW, expiresAt: NOW + 5_000 };

const words = (verdict: Parameters<typeof wordVerdict>[0], deviceZone = 'Europe/Madrid'): VerdictWords =>
  wordVerdict(verdict, {
    zoneName: 'Main hall',
    messages: en,
    teller: { language: en.language, deviceZone },
  });

test('an ADMIT says what the guard needs: tier, zone, note', () => {
  const verdict = admit({ tierName: 'Standing', zoneName: 'Balcony', note: 'Collect wristband' });
  expect(words(verdict)).toMatchObject({
    heading: 'ADMIT',
    headline: 'Come in',
    tier: 'Standing',
    zone: 'Balcony',
    note: 'Collect wristband',
    spoken: 'ADMIT. Come in. Standing. Balcony. Collect wristband',
  });
  expect(words(admit()).zone).toBe('Main hall');
  expect(words(admit({ direction: 'out' })).headline).toBe('Going out');
});

test('a repeated and a flagged ADMIT say so', () => {
  expect(words(admit({ repeat: true })).why).toBe('The same ticket again: it counts once.');
  expect(words(admit({ flagged: 'not-yet-in-register' }))).toMatchObject({
    heading: 'LOOK',
    headline: 'Let in, and look',
  });
});

test('a used ticket says when and where, in the event’s zone, and how long ago by the validator’s clock', () => {
  const used = { at: NOW - 6 * 60_000, door: 'north-2', doorName: 'North 2' };
  expect(words(refuse('already-used', { ...MADRID, used }))).toMatchObject({
    heading: 'LOOK',
    headline: 'Already used',
    why: 'Used 20:14 at North 2, 6 minutes ago',
  });
});

test('a device that lives by another zone names the event’s', () => {
  const used = { at: NOW - 6 * 60_000, door: 'north-2', doorName: 'North 2' };
  const { why } = words(refuse('already-used', { ...MADRID, used }), 'America/New_York');
  expect(why).toBe('Used 20:14 CET at North 2, 6 minutes ago');
});

test('another day is named; a zone that does not exist is not fatal', () => {
  const boundary = NOW + 24 * 3_600_000;
  expect(words(refuse('too-early', { ...MADRID, boundary })).why).toBe('Entry begins at Sun 22 Nov, 20:20.');
  expect(words(refuse('too-late', { ...MADRID, timeZone: 'Mars/Olympus', boundary: NOW })).why).toBe(
    'Entry ended at 20:20.',
  );
});

test.each(refusalSchema.options)('%s has a headline and a line of why, with and without facts', (reason) => {
  const used = { at: NOW, door: 'a', doorName: 'A' };
  for (const verdict of [refuse(reason), refuse(reason, { ...MADRID, boundary: NOW, used })]) {
    const { headline, why } = words(verdict);
    expect(headline.length).toBeGreaterThan(3);
    expect(why).toMatch(/^[A-Z].{10,}/);
    expect(why).not.toMatch(/undefined|Invalid/);
  }
});

test('reasons are told apart by their headlines', () => {
  const headlines = refusalSchema.options.map((reason) => words(refuse(reason)).headline);
  expect(new Set(headlines).size).toBe(headlines.length);
});
