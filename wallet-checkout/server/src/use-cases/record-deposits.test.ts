import { expect, test } from 'vitest';
import { HOUR, MINUTE, millis, systemClock } from '@tanglegate/core/clock';
import type { OrderId } from '@tanglegate/core/ids';
import { unaccounted } from '../domain/money-balance.ts';
import type { Arrival } from '../ports/ledger.ts';
import type { Repositories, Store } from '../ports/store.ts';
import { gala, standing, testEvent, testTier } from '../testing/test-event.ts';
import { buyer, depositFor, testParts, type TestParts } from '../testing/test-parts.ts';
import { advanceOne, advanceOrders, expireOrders } from './advance-orders.ts';
import { placeOrder } from './place-order.ts';
import { findOurs, recordDeposits } from './record-deposits.ts';

const wanted = { event: gala, tier: standing, quantity: 1, buyer };
const PRICE = 2_000_000_000n;
const later = millis(systemClock.now() + HOUR);

async function arrive(parts: TestParts, arrivals: readonly Arrival[]): Promise<void> {
  const from = await parts.store.read.cursor.find();
  if (from === undefined) throw new Error('no cursor');
  await recordDeposits(await findOurs(arrivals, parts), { from, position: from.position + 1 }, parts);
}
async function pay(parts: TestParts, id: OrderId, amount: bigint): Promise<void> {
  await arrive(parts, [await depositFor(parts, id, amount)]);
  await advanceOrders(parts);
}
async function storyOf({ store }: TestParts, id: OrderId) {
  const order = await store.read.orders.find(id);
  const refunds = (await store.read.refunds.listOf(id)).map(({ amount, reason, state }) => [
    amount,
    reason,
    state,
  ]);
  expect(unaccounted(await store.read.deposits.balance())).toBe(0n);
  return { state: order?.state, tickets: (await store.read.tickets.listOf(id)).length, refunds };
}
async function seats({ store }: TestParts) {
  const [tier] = (await store.read.catalogue.findEvent(gala))?.tiers ?? [];
  return { sold: tier?.sold, held: tier?.held };
}

test('paid in two parts', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  await pay(parts, id, 1n);
  expect(await storyOf(parts, id)).toEqual({ state: 'open', tickets: 0, refunds: [] });
  await pay(parts, id, PRICE - 1n);
  expect(await storyOf(parts, id)).toEqual({ state: 'paid', tickets: 1, refunds: [] });
  expect(await seats(parts)).toEqual({ sold: 1, held: 0 });
});

test('paid too much, and then once more: the surplus is owed back, both times', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  await pay(parts, id, PRICE + 5n);
  await pay(parts, id, PRICE);
  const { refunds, ...rest } = await storyOf(parts, id);
  expect(rest).toEqual({ state: 'paid', tickets: 1 });
  expect(refunds).toEqual(
    expect.arrayContaining([
      [5n, 'surplus', 'due'],
      [PRICE, 'surplus', 'due'],
    ]),
  );
});

test('part-paid and expired: owed back, and the seat is free again', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  await pay(parts, id, 7n);
  expect(await expireOrders(millis(systemClock.now() + 24 * MINUTE), parts)).toBe(0);
  expect(await expireOrders(later, parts)).toBe(1);
  expect(await storyOf(parts, id)).toEqual({
    state: 'expired',
    tickets: 0,
    refunds: [[7n, 'part-paid', 'due']],
  });
  expect(await seats(parts)).toEqual({ sold: 0, held: 0 });
});

test('late money buys the seat if there is one, and is owed back if there is none', async () => {
  const parts = await testParts({ event: testEvent({ tiers: [testTier({ capacity: 2 })] }) });
  const first = await placeOrder(wanted, parts);
  const second = await placeOrder(wanted, parts);
  await expireOrders(later, parts);
  await placeOrder(wanted, parts);
  await pay(parts, first.id, PRICE);
  expect(await storyOf(parts, first.id)).toEqual({ state: 'paid', tickets: 1, refunds: [] });
  await pay(parts, second.id, PRICE);
  const owed = [[PRICE, 'sold-out', 'due']];
  expect(await storyOf(parts, second.id)).toEqual({ state: 'expired', tickets: 0, refunds: owed });
  expect(await seats(parts)).toEqual({ sold: 1, held: 1 });
});

test('money that was written down before the expiry still finds its seat', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  await arrive(parts, [await depositFor(parts, id, PRICE)]);
  await expireOrders(later, parts);
  expect(await storyOf(parts, id)).toMatchObject({ state: 'paid', tickets: 1 });
});

test('cancelled, and money after all', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  await advanceOne(id, { kind: 'cancel' }, parts);
  await pay(parts, id, PRICE);
  const owed = [[PRICE, 'cancelled', 'due']];
  expect(await storyOf(parts, id)).toEqual({ state: 'cancelled', tickets: 0, refunds: owed });
  await expect(advanceOne(id, { kind: 'cancel' }, parts)).rejects.toMatchObject({ code: 'order-not-open' });
});

test('revoked: tickets revoked, register told, money owed back, seat free', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  await pay(parts, id, PRICE);
  await advanceOne(id, { kind: 'revoke' }, parts);
  expect(await storyOf(parts, id)).toMatchObject({ state: 'revoked', refunds: [[PRICE, 'revoked', 'due']] });
  const [ticket] = await parts.store.read.tickets.listOf(id);
  expect(ticket?.revokedAt).toBeDefined();
  const facts = await parts.db
    .selectFrom('register_entries')
    .select('fact')
    .where('fact_key', '=', `ticket:${ticket?.id ?? ''}`)
    .orderBy('id')
    .execute();
  expect(facts.map(({ fact }) => JSON.parse(fact) as object)).toMatchObject([
    { kind: 'ticket-issued' },
    { kind: 'ticket-revoked' },
  ]);
  expect(await seats(parts)).toEqual({ sold: 0, held: 0 });
});

test('the same deposit twice is one, two orders may be paid by one transaction, and strangers’ money is nobody’s', async () => {
  const parts = await testParts();
  const one = await depositFor(parts, (await placeOrder(wanted, parts)).id, PRICE);
  const second = await placeOrder(wanted, parts);
  const other = { ...(await depositFor(parts, second.id, PRICE)), ledgerId: one.ledgerId };
  const stranger = { ...one, address: 'e'.repeat(64) as typeof one.address };
  await arrive(parts, [one, other, stranger]);
  await arrive(parts, [one]);
  await advanceOrders(parts);
  expect(await parts.store.read.deposits.balance()).toMatchObject({
    moneyIn: 2n * PRICE,
    tickets: 2n * PRICE,
  });
});

test('a refused deposit is kept with its reason, and changes nothing', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  const good = await depositFor(parts, id, PRICE);
  const told: OrderId[] = [];
  parts.changes.on('order', (order) => told.push(order));
  await arrive(parts, [{ ...good, kind: 'refused', reason: 'other-coin', asset: '0xbad::iota::IOTA' }]);
  expect(told, 'the buyer’s page hears of it at once').toEqual([id]);
  await advanceOrders(parts);
  expect(await storyOf(parts, id)).toEqual({ state: 'open', tickets: 0, refunds: [] });
  const kept = await parts.db.selectFrom('refused_deposits').selectAll().execute();
  expect(kept).toMatchObject([{ order_id: id, reason: 'other-coin', asset: '0xbad::iota::IOTA' }]);
});

test('a second follower of the same database is stopped by the cursor', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  await arrive(parts, []);
  const ours = await findOurs([await depositFor(parts, id, PRICE)], parts);
  const stale = { from: { chain: 'c', position: 0 }, position: 1 };
  await expect(recordDeposits(ours, stale, parts)).rejects.toMatchObject({ code: 'cursor-moved' });
  expect(await parts.store.read.deposits.listOf(id)).toEqual([]);
});

/** The power fails at the n-th write of this kind: nothing after it happens, and nothing of its transaction stays. */
function failing(store: Store, spoil: (repositories: Repositories) => Repositories): Store {
  return { read: store.read, transaction: (work) => store.transaction((all) => work(spoil(all))) };
}
const cut = (): Promise<never> => Promise.reject(new Error('power cut'));

test.each([
  ['tickets are written', (all: Repositories) => ({ ...all, tickets: { ...all.tickets, insert: cut } })],
  ['the register is told', (all: Repositories) => ({ ...all, register: { append: cut } })],
  ['seats are sold', (all: Repositories) => ({ ...all, seats: { ...all.seats, heldToSold: cut } })],
  [
    'deposits are marked',
    (all: Repositories) => ({ ...all, deposits: { ...all.deposits, markApplied: cut } }),
  ],
])('cut off as %s, and started again: the same tickets, once', async (_when, spoil) => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  await arrive(parts, [await depositFor(parts, id, PRICE)]);
  expect(await advanceOrders({ ...parts, store: failing(parts.store, spoil) })).toBe(0);
  expect((await parts.store.read.orders.find(id))?.state).toBe('open');
  expect(await parts.store.read.tickets.listOf(id)).toEqual([]);
  expect(await advanceOrders(parts)).toBe(1);
  expect(await advanceOrders(parts)).toBe(0);
  expect(await storyOf(parts, id)).toEqual({ state: 'paid', tickets: 1, refunds: [] });
  expect(await seats(parts)).toEqual({ sold: 1, held: 0 });
});

test('cut off while a page is written down: it is read again, and nothing is missing', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  const deposit = await depositFor(parts, id, PRICE);
  await arrive(parts, []);
  const spoil = (all: Repositories) => ({ ...all, cursor: { ...all.cursor, move: cut } });
  await expect(arrive({ ...parts, store: failing(parts.store, spoil) }, [deposit])).rejects.toThrow(
    'power cut',
  );
  expect(await parts.store.read.deposits.listOf(id)).toEqual([]);
  await arrive(parts, [deposit]);
  expect(await parts.store.read.deposits.listOf(id)).toMatchObject([{ amount: PRICE }]);
});

test('one order that cannot be advanced does not stop the others', async () => {
  const parts = await testParts();
  const bad = await placeOrder(wanted, parts);
  const good = await placeOrder(wanted, parts);
  await arrive(parts, [await depositFor(parts, bad.id, PRICE), await depositFor(parts, good.id, PRICE)]);
  const spoil = (all: Repositories): Repositories => ({
    ...all,
    orders: { ...all.orders, lock: (id) => (id === bad.id ? cut() : all.orders.lock(id)) },
  });
  expect(await advanceOrders({ ...parts, store: failing(parts.store, spoil) })).toBe(1);
  expect((await parts.store.read.orders.find(good.id))?.state).toBe('paid');
});
