import { expect, test } from 'vitest';
import { emptyWedge, typeKey, type WedgeStep } from './wedge-buffer.ts';

const keysOf = (text: string): string[] => Array.from(text);

/** Types keys, each so many milliseconds after the one before; the last step counts. */
function type(keys: readonly string[], pauseMs = 10): WedgeStep {
  let step: WedgeStep = { buffer: emptyWedge, taken: false };
  keys.forEach((key, index) => {
    step = typeKey(step.buffer, key, 1_000 + index * pauseMs);
  });
  return step;
}

test('a burst that ends with Enter or Tab is a code, character for character', () => {
  expect(type([...keysOf('TG1: A+B '), 'Enter'])).toMatchObject({ code: 'TG1: A+B ', taken: true });
  expect(type([...keysOf('TG1:A'), 'Tab'])).toMatchObject({ code: 'TG1:A', taken: true });
});

test('Shift, which scanners press for capitals, is part of no code', () => {
  expect(type(['Shift', 'T', 'Shift', 'G', '1', 'Enter']).code).toBe('TG1');
});

test('a space within a burst presses no button', () => {
  expect(type(['T', ' ']).taken).toBe(true);
});

test.each([' ', 'Enter', 'Tab', 'Escape', 'F5', 'ArrowDown'])('on its own, %j is left to the page', (key) => {
  expect(type([key])).toMatchObject({ taken: false });
  expect(type([key]).code).toBeUndefined();
});

test('keys that come singly are a person’s: they are forgotten, and Enter presses what has the focus', () => {
  const step = type(['x', 'Enter'], 1_000);
  expect(step).toMatchObject({ taken: false });
  expect(step.code).toBeUndefined();
});

test('a cordless scanner that pauses 100 ms between keys is still one burst', () => {
  expect(type([...keysOf('TG1:A'), 'Enter'], 100).code).toBe('TG1:A');
});

test('a scanner that never ends its code does not fill the memory', () => {
  const { buffer } = type(Array.from({ length: 5_000 }, () => 'A'));
  expect(buffer.text).toHaveLength(4_096);
});
