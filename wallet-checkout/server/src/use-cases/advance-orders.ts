import type { Clock, Millis } from '@tanglegate/core/clock';
import { messageOf } from '@tanglegate/core/errors';
import type { OrderId } from '@tanglegate/core/ids';
import type { OrderEvent } from '../domain/advance-order.ts';
import type { Order } from '../domain/order.ts';
import type { Changes } from '../ports/changes.ts';
import type { Log } from '../ports/log.ts';
import type { Repositories, Store } from '../ports/store.ts';
import { applyEvent, type ApplyParts } from './apply-event.ts';

export interface AdvanceParts extends ApplyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly log: Log;
}

const ORDERS_AT_ONCE = 200;

/** Deposits first: whatever happens to an order, the money that was written down before is part of it. */
async function applyDeposits(
  repositories: Repositories,
  order: Order,
  parts: ApplyParts & { readonly at: Millis },
): Promise<Order> {
  const deposits = await repositories.deposits.listUnapplied(order.id);
  let advanced = order;
  for (const { amount } of deposits) {
    advanced = await applyEvent(repositories, advanced, { kind: 'deposit', amount }, parts);
  }
  if (deposits.length > 0) await repositories.deposits.markApplied(order.id, parts.at);
  return advanced;
}

/**
 * One order, one transaction: its waiting deposits, then the event, if any. Doing it again changes nothing.
 * @throws TanglegateError `order-unknown`, and what the event's transition throws
 */
export async function advanceOne(
  id: OrderId,
  event: OrderEvent | undefined,
  { store, clock, changes, ...parts }: AdvanceParts,
  at: Millis = clock.now(),
): Promise<void> {
  const isChanged = await store.transaction(async (repositories) => {
    const order = await repositories.orders.lock(id);
    if (order === undefined) throw new Error(`order ${id} does not exist`);
    const paidIn = await applyDeposits(repositories, order, { ...parts, at });
    const advanced =
      event === undefined ? paidIn : await applyEvent(repositories, paidIn, event, { ...parts, at });
    return advanced !== order;
  });
  if (!isChanged && event?.kind === 'time-passed') return;
  changes.tell('order', id);
  changes.tell('register', undefined);
}

async function advanceEach(ids: readonly OrderId[], advance: (id: OrderId) => Promise<void>, log: Log) {
  let advanced = 0;
  for (const id of ids) {
    try {
      await advance(id);
      advanced++;
    } catch (error) {
      log.error({ order: id, error: messageOf(error) }, 'an order cannot be advanced; it is tried again');
    }
  }
  return advanced;
}

/** One order that cannot be advanced does not keep the others waiting: it is logged, and tried again with the next deposits. */
async function advanceAll(
  list: (limit: number) => Promise<OrderId[]>,
  advance: (id: OrderId) => Promise<void>,
  log: Log,
): Promise<number> {
  let total = 0;
  for (;;) {
    const ids = await list(ORDERS_AT_ONCE);
    const advanced = await advanceEach(ids, advance, log);
    total += advanced;
    if (ids.length < ORDERS_AT_ONCE || advanced === 0) return total;
  }
}

/** Every order that has deposits waiting: after new ones were written down, and at start, for a crash may have come between. */
export function advanceOrders(parts: AdvanceParts): Promise<number> {
  const { deposits } = parts.store.read;
  return advanceAll(
    (limit) => deposits.listOrdersToAdvance(limit),
    (id) => advanceOne(id, undefined, parts),
    parts.log,
  );
}

/** @param knownUntil all money that became final until then has been written down: only so far can an order's time be over */
export function expireOrders(knownUntil: Millis, parts: AdvanceParts): Promise<number> {
  const { orders } = parts.store.read;
  return advanceAll(
    (limit) => orders.listOverdue(knownUntil, limit),
    (id) => advanceOne(id, { kind: 'time-passed' }, parts, knownUntil),
    parts.log,
  );
}
