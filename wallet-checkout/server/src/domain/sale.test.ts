import { expect, test } from 'vitest';
import { HOUR, millis } from '@tanglegate/core/clock';
import { eventNumberSchema, organiserIdSchema, tierIdSchema, tierNumberSchema } from '@tanglegate/core/ids';
import { ledgerUnits, MAX_LEDGER_UNITS } from '@tanglegate/core/money';
import { testEvent, testTier } from '../testing/test-event.ts';
import { availabilityOf, checkPrice, saleOf, tierOnSale, type SaleEvent, type SaleTier } from './sale.ts';

const number = tierNumberSchema.parse(1);
const tier = (changes: Partial<SaleTier> = {}): SaleTier => ({
  ...testTier({ capacity: 100 }),
  number,
  sold: 0,
  held: 0,
  withdrawn: false,
  ...changes,
});
function event(tiers: SaleTier[]): SaleEvent {
  const { venue, ...rest } = testEvent();
  const owner = { number: eventNumberSchema.parse(1), organiser: organiserIdSchema.parse('main') };
  return { ...rest, venue, venueId: venue.id, ...owner, tiers };
}
const now = millis(Date.now());

test.each([
  [{ sold: 89 }, { availability: 'available' }],
  [
    { sold: 80, held: 10 },
    { availability: 'few', left: 10 },
  ],
  [{ sold: 90, held: 10 }, { availability: 'sold-out' }],
  [{ sold: 101 }, { availability: 'sold-out' }],
])('of 100 with %o: %o', (taken, shown) => {
  expect(availabilityOf(tier(taken))).toEqual(shown);
});

test('an event is on sale while any tier has seats, until it closes', () => {
  const full = tier({ sold: 100 });
  expect(saleOf(event([full, tier()]), now)).toBe('on-sale');
  expect(saleOf(event([full, tier({ withdrawn: true })]), now)).toBe('sold-out');
  expect(saleOf(event([tier()]), millis(now + 6 * HOUR))).toBe('over');
});

test.each([
  ['nothing', 1, now, 'tier-unknown'],
  ['withdrawn', 1, now, 'tier-unknown'],
  ['standing', 11, now, 'too-many-tickets'],
  ['standing', 1, millis(now + 6 * HOUR), 'sale-over'],
])('tier %s, %i tickets at %i: %s', (id, quantity, at, code) => {
  const withdrawn = tier({ id: tierIdSchema.parse('withdrawn'), withdrawn: true });
  expect(() => tierOnSale(event([tier(), withdrawn]), id, quantity, at)).toThrow(
    expect.objectContaining({ code }) as Error,
  );
});

const limits = {
  coin: { symbol: 'TST', decimals: 6 },
  leastOutput: ledgerUnits(213_000n),
  mostPayable: ledgerUnits(MAX_LEDGER_UNITS),
};

test.each([0n, 213_000n, MAX_LEDGER_UNITS / 10n])('a price of %s can be paid', (price) => {
  checkPrice(testEvent().id, testTier({ price: ledgerUnits(price) }), limits);
});

test.each([
  [212_999n, 'found a price of 0.212999 TST'],
  [MAX_LEDGER_UNITS / 10n + 1n, 'wanted nothing, or at least 0.213 TST a ticket'],
])('a price of %s cannot: %s', (price, words) => {
  expect(() => {
    checkPrice(testEvent().id, testTier({ price: ledgerUnits(price) }), limits);
  }).toThrow(words);
});
