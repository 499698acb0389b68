import { expect, test } from 'vitest';
import { COIN } from '../testing/orders.ts';
import { moneyWords, plainAmount, priceWords, timesPrice } from './money-words.ts';

test.each([
  ['0', '0\u00a0IOTA'],
  ['1', '0.000000001\u00a0IOTA'],
  ['12500000000', '12.5\u00a0IOTA'],
  ['1234567000000000', '1,234,567\u00a0IOTA'],
  // More digits than a floating point number holds: not one is lost.
  ['18446744073709551615', '18,446,744,073.709551615\u00a0IOTA'],
])('%s ledger units read %j', (units, words) => {
  expect(moneyWords(units, COIN)).toBe(words);
});

test('nothing is called free', () => {
  expect(priceWords('0', COIN)).toBe('Free');
});

test('the amount to copy has neither coin nor thousands signs', () => {
  expect(plainAmount('1234567500000000', COIN)).toBe('1234567.5');
});

test('the price of several is exact', () => {
  expect(timesPrice('900719925474099301', 10)).toBe('9007199254740993010');
});
