import { expect, test } from 'vitest';
import { canonicalCoinType } from './coin-type.ts';

test.each([
  ['0x2::iota::IOTA', '0x2::iota::IOTA'],
  [`0x${'2'.padStart(64, '0')}::iota::IOTA`, '0x2::iota::IOTA'],
  ['0x0002::iota::IOTA', '0x2::iota::IOTA'],
  ['0xBAD::Iota::IOTA', '0xbad::Iota::IOTA'],
  ['0x2::lp::LP<0x02::iota::IOTA, 0x0a::b::C>', '0x2::lp::LP<0x2::iota::IOTA, 0xa::b::C>'],
])('%s is written as %s', (text, canonical) => {
  expect(canonicalCoinType(text)).toBe(canonical);
});

test.each([
  '',
  'IOTA',
  '0x2',
  '0x2::iota',
  '2::iota::IOTA',
  '0x2::iota::IOTA ',
  `0x${'1'.repeat(65)}::a::B`,
  '0x2::9::B',
])('"%s" is no coin type', (text) => {
  expect(() => canonicalCoinType(text)).toThrow(`Invalid struct type: ${text}.`);
});
