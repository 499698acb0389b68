import { z } from 'zod';
import { TanglegateError } from './errors.ts';

/** The smallest unit of the network's coin (nanos on Rebased), 0 … 2⁶⁴−1. */
export type LedgerUnits = bigint & { readonly __unit: 'ledger' };

export const MAX_LEDGER_UNITS = 2n ** 64n - 1n;

/** @throws TanglegateError `amount-out-of-range` outside 0 … 2⁶⁴−1. */
export function ledgerUnits(value: bigint): LedgerUnits {
  if (value < 0n || value > MAX_LEDGER_UNITS) {
    throw new TanglegateError(
      'amount-out-of-range',
      `An amount must be 0 to ${MAX_LEDGER_UNITS.toString()} ledger units.`,
    );
  }
  return value as LedgerUnits; // The range was just checked; a brand has no other way in.
}

export const NOTHING = ledgerUnits(0n);

export function addUnits(a: LedgerUnits, b: LedgerUnits): LedgerUnits {
  return ledgerUnits(a + b);
}

/** a − b, or nothing where b is larger. */
export function subtractUnits(a: LedgerUnits, b: LedgerUnits): LedgerUnits {
  return a > b ? ledgerUnits(a - b) : NOTHING;
}

/** Amounts travel in JSON as decimal strings: a JSON number loses digits beyond 2⁵³. */
export const ledgerUnitsText = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,19})$/, 'an amount in ledger units, as decimal digits')
  .refine((text) => text.length < 20 || BigInt(text) <= MAX_LEDGER_UNITS, 'more than 2^64-1 ledger units');

export function unitsFromText(text: string): LedgerUnits {
  const parsed = ledgerUnitsText.safeParse(text);
  if (!parsed.success)
    throw new TanglegateError(
      'amount-malformed',
      'An amount must be decimal digits, without sign, point or spaces.',
    );
  return ledgerUnits(BigInt(parsed.data));
}

/** The coin of a network: how many decimals its display unit has, and what it is called. */
export interface Coin {
  /** For instance `IOTA`. */
  readonly symbol: string;
  /** 9 on Rebased, 6 on Stardust. */
  readonly decimals: number;
}

/** "12.5" with 9 decimals → 12500000000. @throws TanglegateError `amount-malformed`. */
export function parseCoinAmount(text: string, coin: Coin): LedgerUnits {
  const match = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(text);
  const fraction = match?.[2] ?? '';
  if (!match || fraction.length > coin.decimals) {
    throw new TanglegateError(
      'amount-malformed',
      `"${text.slice(0, 40)}" is not an amount of ${coin.symbol}: write digits, and at most ${coin.decimals} after a point.`,
    );
  }
  return ledgerUnits(BigInt((match[1] ?? '') + fraction.padEnd(coin.decimals, '0')));
}

/** 12500000000 with 9 decimals → "12.5". Exact: what a wallet must be asked for. */
export function formatCoinAmount(units: LedgerUnits, coin: Coin): string {
  const digits = units.toString().padStart(coin.decimals + 1, '0');
  const whole = digits.slice(0, digits.length - coin.decimals);
  const fraction = digits.slice(digits.length - coin.decimals).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
