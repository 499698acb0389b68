import { eventViewSchema } from '@tanglegate/core/http/events';
import { expect, test } from 'vitest';
import { NOON } from '../testing/orders.ts';
import { mostOf, settleChoice } from './choice.ts';

const event = eventViewSchema.parse({
  id: 'spring-night',
  name: 'Spring Night',
  venueName: 'Kulturhalle',
  timeZone: 'Europe/Zurich',
  opensAt: NOON,
  startsAt: NOON,
  closesAt: NOON,
  fromPrice: '1',
  sale: 'on-sale',
  tiers: [
    { id: 'early', name: 'Early', price: '1', availability: 'sold-out', maxPerOrder: 4 },
    { id: 'standing', name: 'Standing', price: '2', availability: 'available', maxPerOrder: 6 },
    { id: 'balcony', name: 'Balcony', price: '3', availability: 'few', left: 2, maxPerOrder: 6 },
  ],
});
const balcony = event.tiers[2]?.id;

test('the first tier that is still on sale is chosen, one ticket of it', () => {
  expect(settleChoice(event, {})).toMatchObject({ tier: 'standing', quantity: 1 });
});

test.each([
  [0, 1],
  [-3, 1],
  [2.9, 2],
  [7, 6],
  [Number.NaN, 1],
])('wanting %d gives %d', (wanted, given) => {
  expect(settleChoice(event, { quantity: wanted })?.quantity).toBe(given);
});

test('no more than what is left can be chosen', () => {
  expect(event.tiers.map(mostOf)).toEqual([4, 6, 2]);
  expect(settleChoice(event, { ...(balcony ? { tier: balcony } : {}), quantity: 5 })).toMatchObject({
    tier: 'balcony',
    quantity: 2,
  });
});

test('a tier that sold out meanwhile gives way to one that has not', () => {
  const tiers = event.tiers.map((tier) =>
    tier.id === balcony ? { ...tier, availability: 'sold-out' as const } : tier,
  );
  expect(settleChoice({ ...event, tiers }, balcony ? { tier: balcony } : {})?.tier).toBe('standing');
});

test('there is nothing to choose once the sale is over', () => {
  expect(settleChoice({ ...event, sale: 'over' }, {})).toBeUndefined();
  expect(settleChoice({ ...event, tiers: event.tiers.slice(0, 1) }, {})).toBeUndefined();
});
