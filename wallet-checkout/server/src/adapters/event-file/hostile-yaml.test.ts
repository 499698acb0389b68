import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEventFile } from './read-event-file.ts';

const coin = { symbol: 'IOTA', decimals: 9 };
const read = (text: string) => () => readEventFile(text, coin);

test.each([
  '['.repeat(100_000),
  '- '.repeat(60_000),
  '? '.repeat(60_000),
  '{a: '.repeat(50_000),
  `${'['.repeat(500)}${']'.repeat(500)}`,
  Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}-`).join('\n'),
])('text that nests deeper than any event never reaches the parser (%#)', (text) => {
  expect(read(text)).toThrow('line 1, column 1: found text that nests too deeply; wanted: YAML');
});

test('brackets and dashes inside texts are only texts', () => {
  const texts = [`'${'['.repeat(90)}'`, `"${'- '.repeat(90)}"`, `|\n  ${'[{'.repeat(90)}`];
  for (const text of texts)
    expect(read(`event: gala\ndescription: ${text}\n`)).toThrow('name: found nothing');
});

test('a small file of aliases never grows into a large one', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 26; i++) {
    const [name, before] = [String.fromCharCode(97 + i), String.fromCharCode(96 + i)];
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
  }
  expect(read(bomb.join('\n'))).toThrow('aliases (*name) are not taken: write it out');
});

/** Mulberry32: small, seeded, so that a failure comes again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('a damaged file is read or refused by name, whatever the damage', () => {
  const good = readFileSync(new URL('../../../demo/demo-event.yaml', import.meta.url), 'utf8');
  const scraps = [
    '[',
    ']',
    '{',
    '}',
    ':',
    '- ',
    '\n',
    '\t',
    '&a ',
    '*a',
    '!!js ',
    '|',
    '"',
    "'",
    '\u0000',
    '?',
    '%',
    '#',
    '---',
    '9',
  ];
  const random = randomFrom(7);
  const pick = (below: number): number => Math.floor(random() * below);
  const outcomes = { read: 0, refused: 0 };
  for (let i = 0; i < 600; i++) {
    let text = good;
    for (let damages = 0; damages <= pick(4); damages++) {
      const at = pick(text.length);
      text = text.slice(0, at) + (scraps[pick(scraps.length)] ?? '') + text.slice(at + pick(12));
    }
    try {
      readEventFile(text, coin);
      outcomes.read++;
    } catch (error) {
      expect(error).toMatchObject({ code: 'event-file-wrong' });
      outcomes.refused++;
    }
  }
  expect(outcomes.read).toBeGreaterThan(5);
  expect(outcomes.refused).toBeGreaterThan(100);
});
