import { expect, test } from 'vitest';
import { HOUR } from '@tanglegate/core/clock';
import type { OrganiserId } from '@tanglegate/core/ids';
import { readDemoEvents } from '../adapters/event-file/demo-events.ts';
import { sqlStore } from '../adapters/database/sql-store.ts';
import {
  guest,
  house,
  importDefinition,
  importHall,
  openTestDatabase,
  TestClock,
} from '../testing/accounts-fixture.ts';
import { ensureDemo } from './ensure-demo.ts';
import { listOrganiserEvents } from './show-events.ts';

const coin = { symbol: 'IOTA', decimals: 9 };
const demo = readDemoEvents(coin);

async function setUp() {
  const clock = new TestClock();
  const { db } = await openTestDatabase(clock);
  const store = sqlStore(db, { ledger: 'rebased' });
  const live = { listEvents: (organiser: OrganiserId) => listOrganiserEvents(organiser, { store, clock }) };
  const parts = { live, clock, importEvent: importDefinition(db, clock) };
  const ensure = () => ensureDemo(house, demo, parts);
  const events = () => store.read.catalogue.listEvents(house);
  return { clock, db, ensure, events, live };
}

test('a new box has an event that lets people in now, and one of another day', async () => {
  const { clock, ensure, events } = await setUp();
  expect(await ensure()).toBe(true);
  const [now, later] = await events();
  expect([now?.id, later?.id]).toEqual(['demo-night', 'yard-sessions']);
  expect(now?.opensAt).toBeLessThan(clock.now());
  expect((now?.closesAt ?? 0) - clock.now()).toBeGreaterThan(70 * HOUR);
  expect(later?.opensAt).toBeGreaterThan((now?.closesAt ?? 0) + 24 * HOUR);
  expect(now?.tiers.map((tier) => [tier.id, tier.price, tier.capacity])).toEqual([
    ['standing', 2_500_000_000n, 300],
    ['all-areas', 7_500_000_000n, 8],
    ['community', 0n, 100],
  ]);
});

test('whenever somebody comes back, the demo is open', async () => {
  const { clock, ensure, events } = await setUp();
  for (let days = 0; days < 20; days++) {
    expect(await ensure()).toBe(true);
    const [now] = await events();
    expect(now?.opensAt).toBeLessThan(clock.now());
    expect(now?.closesAt).toBeGreaterThanOrEqual(clock.now() + 24 * HOUR);
    clock.pass(17 * HOUR);
  }
});

test('the demo never joins events of one’s own', async () => {
  const { clock, db, ensure, events, live } = await setUp();
  await importHall(db, clock);
  expect(await ensure()).toBe(false);
  expect((await events()).map((event) => event.id)).toEqual(['gala']);
  expect(await live.listEvents(guest)).toEqual([]);
});
