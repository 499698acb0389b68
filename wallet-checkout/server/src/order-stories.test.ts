import { join } from 'node:path';
import { millis, MINUTE, systemClock, type Clock } from '@tanglegate/core/clock';
import {
  moneyExportSchema,
  sentMoneyAnswerSchema,
  signedDocumentSchema,
} from '@tanglegate/core/http/money-export';
import { orderViewSchema, placedOrderSchema, type OrderView } from '@tanglegate/core/http/orders';
import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import { expect, test, vi } from 'vitest';
import { openSqlite } from './adapters/database/open-sqlite.ts';
import { auditMoney } from './compose-offline.ts';
import { startDevnet, testSettings } from './testing/start-backbone.ts';
import { startCheckout } from './testing/start-checkout.ts';
import { gala, standing, testEvent, testTier } from './testing/test-event.ts';

// An order's whole life, as its buyer and its organiser live it: over HTTP, with money that the SDK sends on the development ledger.
// domain/advance-order.test.ts tells the same stories without any of that.

const PRICE = 2_000_000_000n;
const soon = { timeout: 15_000, interval: 25 };
const home = `0x${'ab'.repeat(32)}`;

/** The system's, and as much later as the test says. */
function shiftedClock(): Clock & { wait: (ms: number) => void } {
  let later = 0;
  return {
    now: () => millis(systemClock.now() + later),
    wait: (ms) => {
      later += ms;
    },
  };
}

/** One HTTP client, with a link's secret or an organiser's session. */
function client(url: string, headers: Readonly<Record<string, string>> = {}) {
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    expect(response.ok, `${method} ${path}: ${response.status} ${text}`).toBe(true);
    return text === '' ? undefined : JSON.parse(text);
  };
}

/** A checkout with one tier, of so many seats, and somebody who pays. @param seats of the tier */
async function openBoxOffice(seats = 1) {
  const devnet = await startDevnet();
  const settings = testSettings({}, devnet.rpcUrl);
  const clock = shiftedClock();
  const checkout = await startCheckout(settings, { clock });
  await checkout.importEvent(testEvent({ tiers: [testTier({ capacity: seats })] }));
  const payer = await devnet.payer();
  const pay = (address: string, amount: bigint) => payer.pay([{ address, amount }]);
  const ask = client(checkout.url);
  const place = async () => {
    const wanted = { event: gala, tier: standing, quantity: 1 };
    const body = { ...wanted, buyer: { name: 'Ada', phone: '+41 79 123 45 67' } };
    const placed = placedOrderSchema.parse(await vi.waitFor(() => ask('POST', '/api/orders', body), soon));
    const own = client(checkout.url, { authorization: `Bearer ${placed.secret}` });
    const path = `/api/orders/${placed.order.id}`;
    const show = async (): Promise<OrderView> => orderViewSchema.parse(await own('GET', path));
    /** Until the order is as told. */
    const becomes = (told: object) =>
      vi.waitFor(async () => {
        const order = await show();
        expect(order).toMatchObject(told);
        return order;
      }, soon);
    return { id: placed.order.id, address: placed.order.address ?? '', path, own, show, becomes };
  };
  const booksAreRight = async (): Promise<void> => {
    expect(await auditMoney(settings)).toMatchObject({ unaccounted: 0n, faults: [] });
  };
  return { checkout, settings, clock, pay, place, booksAreRight };
}

const owed = (reason: string, amount: bigint) => ({ reason, amount: amount.toString(), state: 'due' });
/** Its order is 15 minutes open, and 10 more held. */
const withinGrace = 20 * MINUTE;
const afterGrace = 30 * MINUTE;

async function logIn({ url, firstUser }: Awaited<ReturnType<typeof startCheckout>>) {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(firstUser),
  });
  const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0]);
  return client(url, { cookie: cookie.join('; ') });
}

test('paid in two parts: open with what is still due, and paid by the second', async () => {
  const { pay, place, booksAreRight } = await openBoxOffice();
  const order = await place();
  await pay(order.address, 5n);
  await order.becomes({ state: 'open', received: '5', due: (PRICE - 5n).toString() });
  await booksAreRight();
  await pay(order.address, PRICE - 5n);
  const paid = await order.becomes({ state: 'paid', refunds: [] });
  expect(paid).toMatchObject({ tickets: [{ number: 1, of: 1 }], deposits: [{ amount: '5' }, {}] });
  await booksAreRight();
});

test('paid in part, and then not: expired, the part is owed back, and the seat is somebody else’s', async () => {
  const { clock, pay, place, booksAreRight } = await openBoxOffice();
  const order = await place();
  await pay(order.address, 5n);
  await order.becomes({ state: 'open', received: '5' });
  clock.wait(afterGrace);
  await order.becomes({ state: 'expired', refunds: [owed('part-paid', 5n)] });
  expect((await place()).id).not.toBe(order.id);
  await booksAreRight();
});

test('paid too much, and then once more: one ticket, and both are owed back', async () => {
  const { pay, place, booksAreRight } = await openBoxOffice();
  const order = await place();
  await pay(order.address, PRICE + 7n);
  await order.becomes({ state: 'paid', refunds: [owed('surplus', 7n)] });
  await pay(order.address, PRICE);
  const paid = await order.becomes({ refunds: [owed('surplus', 7n), owed('surplus', PRICE)] });
  expect(paid).toMatchObject({ state: 'paid', tickets: [{ number: 1, of: 1 }] });
  await booksAreRight();
});

test('late, within the grace: the seat was held, and the ticket is there', async () => {
  const { clock, pay, place, booksAreRight } = await openBoxOffice();
  const order = await place();
  clock.wait(withinGrace);
  const overdue = await order.becomes({ state: 'open' });
  expect(overdue.serverTime).toBeGreaterThan(overdue.state === 'open' ? overdue.expiresAt : Infinity);
  await pay(order.address, PRICE);
  await order.becomes({ state: 'paid', refunds: [] });
  await booksAreRight();
});

test('late, after the grace, with a seat left: it is sold after all', async () => {
  const { clock, pay, place, booksAreRight } = await openBoxOffice();
  const order = await place();
  clock.wait(afterGrace);
  await order.becomes({ state: 'expired' });
  await pay(order.address, PRICE);
  const paid = await order.becomes({ state: 'paid', refunds: [] });
  expect(paid).toMatchObject({ tickets: [{ number: 1, of: 1 }] });
  await booksAreRight();
});

test('late, after the grace, and sold out meanwhile: the money is owed back, and nobody loses a seat', async () => {
  const { clock, pay, place, booksAreRight } = await openBoxOffice();
  const late = await place();
  clock.wait(afterGrace);
  await late.becomes({ state: 'expired' });
  const quick = await place();
  await pay(quick.address, PRICE);
  await quick.becomes({ state: 'paid' });
  await pay(late.address, PRICE);
  await late.becomes({ state: 'expired', refunds: [owed('sold-out', PRICE)] });
  await booksAreRight();
});

test('late, after the grace, and not the whole price: it stays expired, and the money is owed back', async () => {
  const { clock, pay, place, booksAreRight } = await openBoxOffice();
  const order = await place();
  clock.wait(afterGrace);
  await order.becomes({ state: 'expired' });
  await pay(order.address, PRICE - 1n);
  await order.becomes({ state: 'expired', refunds: [owed('too-late', PRICE - 1n)] });
  await booksAreRight();
});

test('cancelled, and paid all the same: the seat is free, and the money is owed back', async () => {
  const { pay, place, booksAreRight } = await openBoxOffice();
  const order = await place();
  await order.own('POST', `${order.path}/cancel`);
  await pay(order.address, PRICE);
  await order.becomes({ state: 'cancelled', refunds: [owed('cancelled', PRICE)] });
  expect((await place()).id).not.toBe(order.id);
  await booksAreRight();
});

test('revoked by the organiser: the ticket shows no pass, the register is told, the seat is free, the money owed back', async () => {
  const { checkout, settings, pay, place, booksAreRight } = await openBoxOffice();
  const order = await place();
  await pay(order.address, PRICE);
  const paid = await order.becomes({ state: 'paid' });
  const [link] = paid.state === 'paid' ? paid.tickets : [];
  if (link === undefined) throw new Error('a paid order has its tickets');
  const holder = client(checkout.url, { authorization: `Bearer ${link.secret}` });
  const ticket = async () => ticketViewSchema.parse(await holder('GET', `/api/tickets/${link.id}`));
  expect(await ticket()).toMatchObject({ state: 'valid', pass: expect.any(String) as string });

  const organiser = await logIn(checkout);
  await organiser('POST', `${order.path}/revoke`);
  await order.becomes({ state: 'revoked', refunds: [owed('revoked', PRICE)] });
  expect(await ticket()).toMatchObject({ state: 'revoked' });
  expect((await ticket()).pass).toBeUndefined();
  const db = await openSqlite(join(settings.dataFolder, 'checkout.sqlite'));
  const told = await db.selectFrom('register_entries').select(['fact']).orderBy('id').execute();
  await db.destroy();
  expect(told.map(({ fact }) => fact).at(-1)).toContain(link.id);
  expect(told.map(({ fact }) => fact).at(-1)).toContain('revoked');
  await pay(order.address, 3n);
  await order.becomes({ state: 'revoked', refunds: [owed('revoked', PRICE), owed('revoked', 3n)] });
  expect((await place()).id).not.toBe(order.id);
  await booksAreRight();
});

test('what is owed is sent to where the buyer says, and seen on the ledger', async () => {
  const { checkout, pay, place, booksAreRight } = await openBoxOffice();
  const order = await place();
  await pay(order.address, PRICE + 7n);
  await order.becomes({ state: 'paid', refunds: [owed('surplus', 7n)] });
  await order.own('PUT', `${order.path}/refund-address`, { address: home });
  const organiser = await logIn(checkout);
  const signed = signedDocumentSchema.parse(await organiser('GET', '/api/live/money/export'));
  const payload: unknown = JSON.parse(Buffer.from(signed.payload, 'base64url').toString());
  const { chain, refunds } = moneyExportSchema.parse(payload);
  expect(refunds).toMatchObject([{ order: order.id, amount: '7', to: home.slice(2) }]);

  const transaction = await pay(home, 7n);
  const sent = {
    version: 1,
    chain,
    spent: [],
    refunds: [{ id: refunds[0]?.id, to: home.slice(2), transaction }],
  };
  const answer = sentMoneyAnswerSchema.parse(await organiser('POST', '/api/live/money/sent', sent));
  expect(answer).toEqual({ recorded: [refunds[0]?.id], known: [], refused: [] });
  await order.becomes({ state: 'paid', refunds: [{ state: 'seen', amount: '7', to: home, transaction }] });
  await booksAreRight();
});
