import { formatCoinAmount, unitsFromText } from '@tanglegate/core/money';
import type { Coin } from '@tanglegate/core/money';
import { words } from '../messages/words.ts';

/** "12500000000" → "12.5 IOTA", exact, in the page's language. */
export function moneyWords(units: string, coin: Coin): string {
  const [whole = '0', fraction] = plainAmount(units, coin).split('.');
  const format = new Intl.NumberFormat(words.locale);
  const point = format.formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';
  const digits = format.format(BigInt(whole));
  // The space does not break, so that an amount and its coin stay on one line.
  return `${fraction === undefined ? digits : digits + point + fraction}\u00a0${coin.symbol}`;
}

/** The same, but "Free" for nothing. */
export function priceWords(units: string, coin: Coin): string {
  return units === '0' ? words.buying.event.free : moneyWords(units, coin);
}

/** "12500000000" → "12.5": what a wallet's amount field takes. */
export function plainAmount(units: string, coin: Coin): string {
  return formatCoinAmount(unitsFromText(units), coin);
}

/** The price of several: exact, whatever the size. */
export function timesPrice(units: string, count: number): string {
  return (unitsFromText(units) * BigInt(count)).toString();
}
