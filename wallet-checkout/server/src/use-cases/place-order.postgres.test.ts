import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/start-backbone.ts';
import { meetingPoint } from '../testing/meeting-point.ts';
import { gala, standing, testEvent, testTier } from '../testing/test-event.ts';
import { buyer, organiser, testParts, type TestParts } from '../testing/test-parts.ts';
import { unsafeStore } from '../testing/unsafe-store.ts';
import { placeOrder } from './place-order.ts';

const wanted = { event: gala, tier: standing, quantity: 1, buyer };
const BUYERS = 200;
const SEATS = 50;

/** Two stores, each with a pool of its own, as two checkouts have them. */
async function twoCheckouts(): Promise<readonly [TestParts, TestParts]> {
  const folder = temporaryFolder();
  const event = testEvent({ tiers: [testTier({ capacity: SEATS })] });
  const first = await testParts({ folder, event, addresses: BUYERS });
  return [first, await testParts({ folder, event, addresses: 0 })];
}

async function race(checkouts: readonly [TestParts, TestParts]) {
  const orders = Array.from({ length: BUYERS }, (_, i) => placeOrder(wanted, checkouts[i % 2 === 0 ? 0 : 1]));
  const results = await Promise.allSettled(orders);
  const reasons = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  return { placed: BUYERS - reasons.length, reasons };
}

test('two hundred buyers at two checkouts for fifty seats: fifty orders, fifty addresses, and all others are told', async () => {
  const checkouts = await twoCheckouts();
  const { placed, reasons } = await race(checkouts);
  expect(placed).toBe(SEATS);
  expect(reasons).toEqual(reasons.map(() => expect.objectContaining({ code: 'sold-out' }) as unknown));
  const [{ db, store, pool }] = checkouts;
  expect((await store.read.catalogue.findEvent(gala))?.tiers[0]).toMatchObject({ sold: 0, held: SEATS });
  const addresses = await db.selectFrom('orders').select('address').distinct().execute();
  expect(addresses).toHaveLength(SEATS);
  expect((await pool.level(organiser)).left).toBe(BUYERS - SEATS);
}, 60_000);

test('positive control: with seats that are looked at first and taken then, the same race oversells', async () => {
  const [one, other] = await twoCheckouts();
  const everybodyHasLooked = meetingPoint(BUYERS);
  const unsafe = (parts: TestParts): TestParts => ({
    ...parts,
    store: unsafeStore(parts, everybodyHasLooked),
  });
  const { placed } = await race([unsafe(one), unsafe(other)]);
  expect(placed).toBeGreaterThan(SEATS);
}, 60_000);
