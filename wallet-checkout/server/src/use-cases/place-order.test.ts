import { expect, test } from 'vitest';
import { HOUR, millis } from '@tanglegate/core/clock';
import { meetingPoint } from '../testing/meeting-point.ts';
import { free, gala, standing, testEvent, testTier } from '../testing/test-event.ts';
import { buyer, organiser, testParts, type TestParts } from '../testing/test-parts.ts';
import { unsafeStore } from '../testing/unsafe-store.ts';
import { placeOrder } from './place-order.ts';

const wanted = { event: gala, tier: standing, quantity: 1, buyer };
const lastSeat = testEvent({ tiers: [testTier({ capacity: 1 })] });

async function seats({ store }: Pick<TestParts, 'store'>) {
  const event = await store.read.catalogue.findEvent(gala);
  const [tier] = event?.tiers ?? [];
  return { sold: tier?.sold, held: tier?.held };
}

test('an order holds its seats, has an address nobody else has, and its price is frozen', async () => {
  const parts = await testParts();
  const first = await placeOrder({ ...wanted, quantity: 3 }, parts);
  const second = await placeOrder(wanted, parts);
  const one = await parts.store.read.orders.find(first.id);
  const other = await parts.store.read.orders.find(second.id);
  expect(one).toMatchObject({ state: 'open', quantity: 3, price: 6_000_000_000n, received: 0n });
  expect(one?.address).not.toBe(other?.address);
  expect(await seats(parts)).toEqual({ sold: 0, held: 4 });
});

test('the secret of an order is kept as its hash only', async () => {
  const parts = await testParts();
  const { id, secret } = await placeOrder(wanted, parts);
  const row = await parts.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(secret);
  expect(row.secret_hash).toMatch(/^[0-9a-f]{64}$/);
});

test('a free order is paid at once, without an address, and its tickets are in the register', async () => {
  const parts = await testParts();
  const { id } = await placeOrder({ ...wanted, tier: free, quantity: 2 }, parts);
  expect(await parts.store.read.orders.find(id)).toMatchObject({ state: 'paid', kept: 0n });
  expect(await parts.store.read.tickets.listOf(id)).toHaveLength(2);
  expect((await parts.pool.level(organiser)).left).toBe(50);
});

test.each([
  [{ event: 'nothing' }, 'event-unknown'],
  [{ tier: 'nothing' }, 'tier-unknown'],
  [{ quantity: 11 }, 'too-many-tickets'],
])('%o: %s, and nothing is taken', async (changes, code) => {
  const parts = await testParts();
  await expect(placeOrder({ ...wanted, ...(changes as object) }, parts)).rejects.toMatchObject({ code });
  expect(await seats(parts)).toEqual({ sold: 0, held: 0 });
  expect((await parts.pool.level(organiser)).left).toBe(50);
});

test('after the event: sale-over', async () => {
  const late = { now: () => millis(Date.now() + 6 * HOUR) };
  const parts = await testParts();
  await expect(placeOrder(wanted, { ...parts, clock: late })).rejects.toMatchObject({ code: 'sale-over' });
});

test('an empty pool refuses the order, and its hold goes with it', async () => {
  const parts = await testParts({ addresses: 1 });
  await placeOrder(wanted, parts);
  await expect(placeOrder(wanted, parts)).rejects.toMatchObject({ code: 'no-address-left' });
  expect(await seats(parts)).toEqual({ sold: 0, held: 1 });
});

test('before the ledger was reached for the first time, nobody is asked to pay', async () => {
  const parts = await testParts();
  await parts.db.deleteFrom('ledger_cursor').execute();
  await expect(placeOrder(wanted, parts)).rejects.toMatchObject({ code: 'payments-not-ready' });
  await placeOrder({ ...wanted, tier: free }, parts);
  expect(await seats(parts)).toEqual({ sold: 0, held: 0 });
});

async function race(parts: TestParts, buyers: number) {
  const orders = Array.from({ length: buyers }, () => placeOrder(wanted, parts));
  const results = await Promise.allSettled(orders);
  const refused = results.filter((result) => result.status === 'rejected');
  return {
    placed: buyers - refused.length,
    why: refused.map(({ reason }) => reason as { code?: string; message?: string }),
  };
}

test('two buyers race for the last seat: one has it, the other is told', async () => {
  const parts = await testParts({ event: lastSeat });
  const { placed, why } = await race(parts, 2);
  expect(placed).toBe(1);
  expect(why).toMatchObject([{ code: 'sold-out' }]);
  expect(await seats(parts)).toEqual({ sold: 0, held: 1 });
});

test('positive control: without the guard the same race oversells', async () => {
  const parts = await testParts({ event: lastSeat });
  const { placed } = await race({ ...parts, store: unsafeStore(parts, meetingPoint(2)) }, 2);
  expect(placed).toBe(2);
});

test('two hundred buyers for fifty seats: fifty orders, fifty addresses', async () => {
  const event = testEvent({ tiers: [testTier({ capacity: 50 })] });
  const parts = await testParts({ event, addresses: 200 });
  const { placed, why } = await race(parts, 200);
  expect(placed).toBe(50);
  // What is left is counted anew for each who is refused, also among those who are committed together.
  expect(why.every(({ message }) => message?.startsWith('These tickets are sold out.'))).toBe(true);
  expect(await seats(parts)).toEqual({ sold: 0, held: 50 });
  const rows = await parts.db.selectFrom('orders').select('address').distinct().execute();
  expect(rows).toHaveLength(50);
  expect((await parts.pool.level(organiser)).left).toBe(150);
});
