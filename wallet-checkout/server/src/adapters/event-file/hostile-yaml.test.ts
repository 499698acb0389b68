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
