import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { scanIdSchema } from '@tanglegate/core/ids';
import { en } from '../messages/en.ts';
import type { EnrolProblem } from '../ports/device.ts';
import { admit, SCAN_ID } from '../testing/verdicts.ts';
import { wordEnrolProblem, wordGate, wordLink, wordStage } from './word-stage.ts';

const scan = scanIdSchema.parse(SCAN_ID);
const since = millis(Date.UTC(2026, 10, 21, 20, 14));
const teller = { language: en.language, deviceZone: 'UTC' };
const place = { zoneName: 'Main hall', messages: en, teller, isOnline: true };

test('the camera is covered by a verdict, by waiting and by a mangled code, and by nothing else', () => {
  expect(wordStage({ kind: 'camera' }, place)).toBeUndefined();
  expect(wordStage({ kind: 'asking', scan }, place)).toBeUndefined();
  expect(wordStage({ kind: 'verdict', verdict: admit() }, place)?.heading).toBe('ADMIT');
  expect(wordStage({ kind: 'unreadable', problem: 'layout' }, place)?.why).toContain('US keyboard layout');
});

test('waiting blames us and never the ticket', () => {
  const stage = { kind: 'no-answer', scan, since } as const;
  expect(wordStage(stage, place)).toMatchObject({ tone: 'no-answer', heading: 'No answer yet' });
  expect(wordStage(stage, place)?.why).toContain('not the ticket');
  expect(wordStage(stage, { ...place, isOnline: false })?.why).toContain('No connection');
});

test('the banner says since when, and what still works', () => {
  expect(wordLink({ state: 'online' }, since, en, teller)).toBeUndefined();
  expect(wordLink({ state: 'connecting', since }, since, en, teller)?.what).toBe('Connecting …');
  expect(wordLink({ state: 'offline', since }, since, en, teller)).toEqual({
    what: 'No connection since 20:14.',
    means: en.link.offlineMeans,
  });
  expect(wordLink({ state: 'refused', since }, since, en, teller)?.means).toBe(en.link.refusedMeans);
});

test('the gate speaks', () => {
  expect(wordGate({ state: 'closed' }, en)).toBe('Gate: waiting for the next ADMIT');
  expect(wordGate({ state: 'opened', scan, since }, en)).toBe('Gate opened');
  expect(wordGate({ state: 'failed', scan, since, why: 'jammed' }, en)).toBe('Gate failed: jammed');
  expect(wordGate({ state: 'silent', scan, since }, en)).toContain('has not said');
});

const PROBLEMS: readonly (readonly [EnrolProblem, string])[] = [
  [{ kind: 'used-or-expired' }, 'Ask the organiser for a new one'],
  [{ kind: 'unreachable' }, 'Check the network'],
  [{ kind: 'too-many-tries' }, 'Wait a minute'],
  [{ kind: 'not-a-link' }, 'no door link'],
  [{ kind: 'elsewhere', host: 'other.example' }, 'other.example'],
  [{ kind: 'unexpected', words: 'HTTP 500' }, 'HTTP 500'],
];

test.each(PROBLEMS)('%o says what to do', (problem, part) => {
  expect(wordEnrolProblem(problem, en)).toContain(part);
});
