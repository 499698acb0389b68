import { expect, test } from 'vitest';
import { readScannerLine } from './scanner-line.ts';

test.each([
  ['TG1:AB CD', 'TG1:AB CD'],
  ['TG1:AB ', 'TG1:AB '],
  ['TG1: AB', 'TG1: AB'],
  [' TG1:AB', ' TG1:AB'],
  ['TL1:AB\r\n', 'TL1:AB'],
  ['TL1:AB \n', 'TL1:AB '],
  ['https://example.org/', 'https://example.org/'],
  ['4006381333931', '4006381333931'],
  ['TEST', 'TEST'],
])('VALID %j is scanned as %j', (line, text) => {
  expect(readScannerLine(line)).toEqual({ kind: 'code', text });
});

test.each(['', '\n', '\r\n'])('%j is nothing', (line) => {
  expect(readScannerLine(line)).toEqual({ kind: 'empty' });
});

test.each([
  [
    'TG1ÖAB',
    'The code came in as TG1Ö…: this box listens with a German keyboard layout. Set it, and the scanner, to US English.',
  ],
  [
    'TL&MAB',
    'The code came in as TL&M…: this box listens with a French keyboard layout. Set it, and the scanner, to US English.',
  ],
  [
    'TG1ÑAB',
    'The code came in as TG1Ñ…: this box listens with a Spanish keyboard layout. Set it, and the scanner, to US English.',
  ],
  [
    'TG1;AB',
    'The code came in as TG1;…: this box listens with another keyboard layout. Set it, and the scanner, to US English.',
  ],
  [
    'tg1:ab',
    'The code came in with small letters: switch Caps Lock off, and let the scanner send capitals as scanned.',
  ],
  [
    'tg!;ab',
    'The code came in with small letters: switch Caps Lock off, and let the scanner send capitals as scanned.',
  ],
  [`TG1:${'A'.repeat(2_000)}`, 'This line is longer than any code: end each code with Enter.'],
])('INVALID %j', (line, words) => {
  expect(readScannerLine(line)).toEqual({ kind: 'mangled', words });
});
