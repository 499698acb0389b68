import { expect, test } from 'vitest';
import { checkMnemonic } from './read-mnemonic.ts';

const good = 'test test test test test test test test test test test junk';

test.each([good, `  ${good}\n`, good.toUpperCase(), good.replaceAll(' ', '\n')])('VALID %j', (text) => {
  expect(checkMnemonic(text)).toBe(good);
});

test.each([
  ['', 'it has 0 words'],
  ['test junk', 'it has 2 words'],
  [good.replace('junk', 'test'), 'the checksum does not fit'],
  [good.replace('junk', 'zzz'), 'the checksum does not fit'],
  [`${good} test`, 'it has 13 words'],
])('INVALID %j is refused, and none of its words is shown', (text, words) => {
  const attempt = (): unknown => checkMnemonic(text);
  expect(attempt).toThrow(words);
  expect(attempt).not.toThrow(/junk|zzz|test/);
});
