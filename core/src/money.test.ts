import { expect, test } from 'vitest';
import {
  addUnits,
  formatCoinAmount,
  ledgerUnits,
  MAX_LEDGER_UNITS,
  parseCoinAmount,
  subtractUnits,
  unitsFromText,
} from './money.ts';

const iota = { symbol: 'IOTA', decimals: 9 };

test.each([
  ['0', 0n],
  ['1', 1_000_000_000n],
  ['12.5', 12_500_000_000n],
  ['0.000000001', 1n],
  ['9007199.254740993', 9_007_199_254_740_993n],
  ['18446744073.709551615', MAX_LEDGER_UNITS],
])('VALID %s IOTA is %s units, and reads the same back', (text, units) => {
  expect(parseCoinAmount(text, iota)).toBe(units);
  expect(formatCoinAmount(ledgerUnits(units), iota)).toBe(text);
});

test.each(['', '-1', '+1', '1.', '.5', '01', '1,5', '1e3', ' 1', '0.0000000001', 'NaN', '١'])(
  'INVALID amount %j',
  (text) => {
    expect(() => parseCoinAmount(text, iota)).toThrow(expect.objectContaining({ code: 'amount-malformed' }));
  },
);

test.each(['', '-1', '00', '1.0', '18446744073709551616', '99999999999999999999', '0x10'])(
  'INVALID units %j',
  (text) => {
    expect(() => unitsFromText(text)).toThrow(expect.objectContaining({ code: 'amount-malformed' }));
  },
);

test('sums stay within 64 bits, and differences above nothing', () => {
  expect(() => addUnits(ledgerUnits(MAX_LEDGER_UNITS), ledgerUnits(1n))).toThrow(
    expect.objectContaining({ code: 'amount-out-of-range' }),
  );
  expect(subtractUnits(ledgerUnits(1n), ledgerUnits(2n))).toBe(0n);
});
