import { expect } from 'vitest';
import { unaccounted } from '../../domain/money-balance.ts';
import { gala } from '../test-event.ts';
import type { Sale } from './sale.ts';

const byOrder = <T extends { order_id: string }>(rows: readonly T[], order: string): T[] =>
  rows.filter(({ order_id }) => order_id === order);

async function readAll({ parts: { db } }: Sale) {
  return {
    orders: await db.selectFrom('orders').selectAll().execute(),
    tickets: await db.selectFrom('tickets').selectAll().execute(),
    refunds: await db.selectFrom('refunds').selectAll().execute(),
    facts: await db
      .selectFrom('register_entries')
      .select('fact')
      .where('fact_key', 'like', 'ticket:%')
      .execute(),
  };
}
type Books = Awaited<ReturnType<typeof readAll>>;

function checkTickets({ orders, tickets, facts }: Books): void {
  for (const { id, state, quantity } of orders) {
    const own = byOrder(tickets, id);
    const valid = own.filter(({ revoked_at }) => revoked_at === null).length;
    expect([state, valid, own.length]).toEqual([
      state,
      state === 'paid' ? quantity : 0,
      state === 'paid' || state === 'revoked' ? quantity : 0,
    ]);
  }
  const told = facts.map(({ fact }) => fact);
  expect(told.filter((fact) => fact.includes('ticket-issued')).length).toBe(tickets.length);
  const revoked = tickets.filter(({ revoked_at }) => revoked_at !== null);
  expect(told.filter((fact) => fact.includes('ticket-revoked')).length).toBe(revoked.length);
}

async function checkSeats({ parts }: Sale, { orders }: Books): Promise<void> {
  const event = await parts.store.read.catalogue.findEvent(gala);
  for (const { id, sold, held, capacity } of event?.tiers ?? []) {
    const seats = (state: string): number =>
      orders
        .filter((order) => order.tier_id === id && order.state === state)
        .reduce((sum, { quantity }) => sum + quantity, 0);
    expect({ sold, held }).toEqual({ sold: seats('paid'), held: seats('open') });
    expect(sold + held).toBeLessThanOrEqual(capacity);
  }
}

/** A refund is only ever seen where the ledger has it, whole; and what cannot be sent is never due. */
function checkRefunds({ chain, leastOutput }: Sale, { refunds }: Books): void {
  for (const { state, amount, to_address, ledger_id } of refunds) {
    if (BigInt(amount) < leastOutput) expect(state).toBe('written-off');
    if (state !== 'seen') continue;
    const found = chain.all().find((one) => one.transaction === ledger_id && one.address === to_address);
    expect(found?.amount).toBeGreaterThanOrEqual(BigInt(amount));
  }
}

function checkAddresses({ orders }: Books): void {
  const given = orders.flatMap(({ address }) => address ?? []);
  expect(new Set(given).size).toBe(given.length);
}

/** DESIGN §4 and §8, as they must be at every moment, read from the database itself. */
export async function checkSale(sale: Sale): Promise<void> {
  const { money } = sale;
  expect(unaccounted(await money.balance())).toBe(0n);
  expect(await money.faults()).toEqual([]);
  const books = await readAll(sale);
  checkTickets(books);
  await checkSeats(sale, books);
  checkRefunds(sale, books);
  checkAddresses(books);
}

/** And once the follower has caught up: every unit that the ledger has at an order's address is in the books, none twice. */
export async function checkAgainstChain(sale: Sale): Promise<void> {
  const { chain, parts, money } = sale;
  const { orders, refunds } = await readAll(sale);
  const came = new Map(chain.all().map((one) => [`${one.ledgerId} ${one.address} ${one.kind}`, one]));
  const counted = [...came.values()].filter(({ kind }) => kind === 'deposit');
  let total = 0n;
  for (const { id, address, state, money: kept } of orders) {
    const own = counted
      .filter((one) => one.address === address)
      .reduce((sum, { amount }) => sum + amount, 0n);
    const back = byOrder(refunds, id).reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    expect([state, BigInt(kept) + back]).toEqual([state, own]);
    total += own;
  }
  const { moneyIn, refused } = await money.balance();
  expect(moneyIn - refused).toBe(total);
  const waiting = await parts.store.read.deposits.listOrdersToAdvance(1);
  expect(waiting).toEqual([]);
  for (const { state, amount, to_address, ledger_id } of refunds) {
    const found = chain.all().find((one) => one.transaction === ledger_id && one.address === to_address);
    if (state === 'sent') expect(found?.amount ?? 0n).toBeLessThan(BigInt(amount));
  }
}
