import { expect, test } from 'vitest';
import { HOUR, millis, systemClock } from '@tanglegate/core/clock';
import type { OrderId } from '@tanglegate/core/ids';
import { organiserIdSchema } from '@tanglegate/core/ids';
import { ledgerUnits } from '@tanglegate/core/money';
import { moneyQueries } from '../adapters/database/money-queries.ts';
import { addressHex } from '../domain/address.ts';
import type { Deposit, RefusedDeposit } from '../ports/ledger.ts';
import { gala, standing } from '../testing/test-event.ts';
import { buyer, depositFor, organiser, testParts } from '../testing/test-parts.ts';
import { advanceOrders } from './advance-orders.ts';
import { placeOrder } from './place-order.ts';
import { findOurs, recordDeposits } from './record-deposits.ts';
import { revokeOrder } from './revoke-order.ts';
import { setRefundAddress } from './set-refund-address.ts';
import { showMoney } from './show-money.ts';
import { watchMoney } from './watch-money.ts';
import { writeOffRefund } from './write-off-refund.ts';

const PRICE = 2_000_000_000n;
const theirs = `0x${'ab'.repeat(32)}`;
const nobody = organiserIdSchema.parse('nobody');
const ledger = {
  terms: {
    coin: { symbol: 'IOTA', decimals: 9 },
    leastOutput: ledgerUnits(1n),
    mostPayable: ledgerUnits(2n ** 64n - 1n),
  },
  formatAddress: (address: string) => `0x${address}`,
  parseAddress: addressHex,
};

async function started() {
  const parts = await testParts();
  return { ...parts, money: moneyQueries(parts.db), ledger };
}
type Parts = Awaited<ReturnType<typeof started>>;

const place = async (parts: Parts): Promise<OrderId> => {
  const { id } = await placeOrder({ event: gala, tier: standing, quantity: 1, buyer }, parts);
  return id;
};

async function arrive(parts: Parts, arrival: Deposit | RefusedDeposit): Promise<void> {
  const from = await parts.store.read.cursor.find();
  if (from === undefined) throw new Error('no cursor');
  await recordDeposits(await findOurs([arrival], parts), { from, position: from.position + 1 }, parts);
  await advanceOrders(parts);
}

const lookAlike = async (parts: Parts, id: OrderId): Promise<RefusedDeposit> => ({
  ...(await depositFor(parts, id, PRICE)),
  kind: 'refused',
  reason: 'other-coin',
  asset: '0x1::iota::IOTA',
});

test('a buyer says where money goes back to, changes it, and cannot name an address that tickets are paid to', async () => {
  const parts = await started();
  const id = await place(parts);
  await setRefundAddress(id, theirs, parts);
  expect(await parts.store.read.orders.refundAddress(id)).toBe('ab'.repeat(32));
  await setRefundAddress(id, `0x${'cd'.repeat(32)}`, parts);
  const order = await parts.store.read.orders.find(id);
  await expect(setRefundAddress(id, `0x${order?.address ?? ''}`, parts)).rejects.toMatchObject({
    code: 'address-ours',
  });
  await expect(setRefundAddress(id, 'rms1', parts)).rejects.toMatchObject({ code: 'address-malformed' });
  expect(await parts.store.read.orders.refundAddress(id)).toBe('cd'.repeat(32));
});

test('a revoked order: tickets revoked, the seat free, what was kept owed back, and the register told', async () => {
  const parts = await started();
  const id = await place(parts);
  await arrive(parts, await depositFor(parts, id, PRICE));
  await expect(revokeOrder(nobody, id, parts)).rejects.toMatchObject({ code: 'order-unknown' });
  await revokeOrder(organiser, id, parts);
  const [ticket] = await parts.store.read.tickets.listOf(id);
  const facts = await parts.db.selectFrom('register_entries').select('fact').execute();
  expect(facts.at(-1)?.fact).toContain(ticket?.id);
  expect(facts.at(-1)?.fact).toContain('revoked');
  const [refund] = (await showMoney(organiser, parts)).refunds;
  expect(refund).toMatchObject({ order: id, amount: PRICE.toString(), reason: 'revoked', state: 'due' });
  expect((await parts.store.read.catalogue.findEvent(gala))?.tiers[0]).toMatchObject({ sold: 0, held: 0 });
  await expect(revokeOrder(organiser, id, parts)).rejects.toMatchObject({ code: 'order-not-paid' });
});

test('the books show refunds with where they go, and what does not count until somebody has noted it', async () => {
  const parts = await started();
  const id = await place(parts);
  await arrive(parts, await lookAlike(parts, id));
  await arrive(parts, await depositFor(parts, id, PRICE + 7n));
  await setRefundAddress(id, theirs, parts);
  const books = await showMoney(organiser, parts);
  expect(books.balance).toEqual({
    ...{ moneyIn: (PRICE + 7n).toString(), tickets: PRICE.toString(), openPartPayments: '0' },
    ...{ refunds: '7', refused: '0', dust: '0', unaccounted: '0' },
  });
  expect(books.refunds).toMatchObject([{ amount: '7', reason: 'surplus', state: 'due', to: theirs }]);
  expect(books.refused).toMatchObject([
    { order: id, event: gala, reason: 'other-coin', asset: '0x1::iota::IOTA', noted: false },
  ]);
  expect(await parts.money.countUnnoted(organiser)).toBe(1);
  expect(await parts.money.countUnnoted(nobody)).toBe(0);
  const later = millis(systemClock.now() + HOUR);
  await parts.money.noteRefused(nobody, later, later);
  expect(await parts.money.countUnnoted(organiser)).toBe(1);
  await parts.money.noteRefused(organiser, later, later);
  expect(await parts.money.countUnnoted(organiser)).toBe(0);
  expect((await showMoney(organiser, parts)).refused).toMatchObject([{ noted: true }]);
});

test('a refund that is due can be given up, once, by its own organiser; the books still hold it', async () => {
  const parts = await started();
  const id = await place(parts);
  await arrive(parts, await depositFor(parts, id, PRICE + 7n));
  const [refund] = await parts.store.read.refunds.listOf(id);
  const giveUp = (who: typeof organiser) => writeOffRefund(who, refund?.id ?? '', parts);
  await expect(giveUp(nobody)).rejects.toMatchObject({ code: 'refund-unknown' });
  await giveUp(organiser);
  await expect(giveUp(organiser)).rejects.toMatchObject({ code: 'refund-not-due' });
  const { balance } = await showMoney(organiser, parts);
  expect(balance).toMatchObject({ refunds: '0', dust: '7', unaccounted: '0' });
});

test('money that another hand moved in the database is missed, in the sum and at its order', async () => {
  const parts = await started();
  const id = await place(parts);
  await arrive(parts, await depositFor(parts, id, PRICE));
  const watch = watchMoney(parts);
  await watch.check();
  expect([watch.unaccounted(), await parts.money.faults()]).toEqual([0n, []]);
  await parts.db.updateTable('orders').set({ money: '1' }).where('id', '=', id).execute();
  await watch.check();
  expect(watch.unaccounted()).toBe(PRICE - 1n);
  expect(await parts.money.faults()).toEqual([{ order: id, unaccounted: PRICE - 1n }]);
});

test('two orders whose faults cancel each other out are both found', async () => {
  const parts = await started();
  const [one, two] = [await place(parts), await place(parts)];
  await parts.db.updateTable('orders').set({ money: '5' }).where('id', '=', one).execute();
  await parts.db.insertInto('refunds').values(refundRow(two, '-5')).execute();
  expect((await parts.money.faults()).map(({ unaccounted }) => unaccounted).sort()).toEqual([-5n, 5n]);
});

const refundRow = (order: OrderId, amount: string) => ({
  ...({ id: 'r', order_id: order, amount, reason: 'surplus', state: 'due', created_at: millis(1) } as const),
  ...{ to_address: null, ledger_id: null, sent_at: null, seen_at: null, written_off_at: null },
});
