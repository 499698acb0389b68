import { expect, test } from 'vitest';
import { organiserIdSchema, tierIdSchema, venueIdSchema, doorIdSchema } from '@tanglegate/core/ids';
import { ledgerUnits } from '@tanglegate/core/money';
import { systemClock } from '@tanglegate/core/clock';
import type { EventDefinition } from '../../domain/event-definition.ts';
import { free, gala, hall, standing, testEvent, testTier } from '../../testing/test-event.ts';
import { buyer, organiser, testParts, type TestParts } from '../../testing/test-parts.ts';
import { placeOrder } from '../../use-cases/place-order.ts';
import { ensureOrganiser } from './sql-installation.ts';

const now = systemClock.now();
const event = testEvent();
const again = ({ catalogueStore }: TestParts, changes: Partial<EventDefinition>) =>
  catalogueStore.importEvent(organiser, { ...event, ...changes }, now);
const vip = testTier({ id: tierIdSchema.parse('vip'), name: 'VIP' });

test('price and capacity may change; what was ordered keeps its price', async () => {
  const parts = await testParts({ event });
  const { id } = await placeOrder({ event: gala, tier: standing, quantity: 3, buyer }, parts);
  await again(parts, { tiers: [testTier({ price: ledgerUnits(5n), capacity: 3 }), vip] });
  expect((await parts.store.read.orders.find(id))?.price).toBe(6_000_000_000n);
  const found = await parts.store.read.catalogue.findEvent(gala);
  expect(found?.tiers[0]).toMatchObject({ price: 5n, capacity: 3, held: 3 });
});

test('a capacity below what is sold and held is refused, and nothing of the import stays', async () => {
  const parts = await testParts({ event });
  await placeOrder({ event: gala, tier: standing, quantity: 3, buyer }, parts);
  await expect(again(parts, { name: 'Ball', tiers: [testTier({ capacity: 2 })] })).rejects.toMatchObject({
    code: 'capacity-below-sold',
    message: expect.stringContaining('found capacity 2; wanted at least 3') as string,
  });
  expect((await parts.store.read.catalogue.findEvent(gala))?.name).toBe('Gala');
});

test('tier numbers stay: a withdrawn tier keeps its own, a new one gets the next, one that returns has its old one', async () => {
  const parts = await testParts({ event });
  await again(parts, { tiers: [vip] });
  const numbers = async () => {
    const found = await parts.store.read.catalogue.findEvent(gala);
    return found?.tiers.map(({ id, number, withdrawn }) => [id, number, withdrawn]).sort();
  };
  expect(await numbers()).toEqual([
    [free, 2, true],
    [standing, 1, true],
    ['vip', 3, false],
  ]);
  await again(parts, { tiers: [vip, testTier()] });
  expect(await numbers()).toContainEqual([standing, 1, false]);
  await expect(placeOrder({ event: gala, tier: free, quantity: 1, buyer }, parts)).rejects.toMatchObject({
    code: 'tier-unknown',
  });
});

test('a door that is no longer described is removed, and comes back', async () => {
  const parts = await testParts({ event });
  const south = { id: doorIdSchema.parse('south'), name: 'South', zone: hall };
  await again(parts, { doors: [south] });
  const kinds = async () =>
    (await parts.db.selectFrom('register_entries').select('fact_key').orderBy('id').execute()).map(
      ({ fact_key }) => fact_key,
    );
  expect((await kinds()).slice(-2)).toEqual(['door:south', 'door:north']);
  expect(await parts.store.read.catalogue.listDoors(event.venue.id)).toEqual([south]);
  expect(await again(parts, {})).toMatchObject({ facts: 2 });
});

test('what belongs to others is refused', async () => {
  const parts = await testParts({ event });
  const other = organiserIdSchema.parse('other');
  await ensureOrganiser(parts.db, { id: other, name: 'Other' }, now);
  const { venue } = event;
  const elsewhere = { ...venue, id: venueIdSchema.parse('arena') };
  const refused = async (owner: typeof other, changes: Partial<EventDefinition>, code: string) => {
    const attempt = parts.catalogueStore.importEvent(owner, { ...event, ...changes }, now);
    await expect(attempt).rejects.toMatchObject({ code });
  };
  await refused(other, {}, 'venue-of-another-organiser');
  await refused(other, { venue: elsewhere, doors: [] }, 'event-of-another-organiser');
  await refused(organiser, { venue: elsewhere }, 'door-of-another-venue');
  await refused(organiser, { venue: elsewhere, doors: [] }, 'event-at-another-venue');
  await refused(organiserIdSchema.parse('nobody'), {}, 'organiser-unknown');
  await refused(
    organiser,
    { tiers: [testTier({ price: ledgerUnits(2n ** 64n - 1n) })] },
    'price-out-of-range',
  );
});
