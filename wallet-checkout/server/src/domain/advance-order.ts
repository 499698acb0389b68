import type { Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import { addUnits, subtractUnits, type LedgerUnits } from '@tanglegate/core/money';
import type { ExpiredOrder, OpenOrder, Order, OrderTerms, PaidOrder } from './order.ts';
import { owed, type NewRefund } from './refund.ts';

export type OrderEvent =
  | { readonly kind: 'deposit'; readonly amount: LedgerUnits }
  /** All money up to `Circumstances.at` is known. */
  | { readonly kind: 'time-passed' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'revoke' };

export interface Circumstances {
  readonly at: Millis;
  /** The least amount that the network can send. */
  readonly leastOutput: LedgerUnits;
  /** What became of asking for the seats of an expired order that late money covers (`isCoveredLate`). */
  readonly lateSeats: 'taken' | 'none-left' | 'sale-over' | 'not-asked';
}

export interface Outcome {
  readonly order: Order;
  readonly refunds: readonly NewRefund[];
  /** What becomes of the order's seats. Seats of a late order were taken by asking for them. */
  readonly seats: 'as-they-are' | 'held-to-sold' | 'release-held' | 'return-sold';
  readonly tickets: 'as-they-are' | 'issue' | 'revoke';
}

/** The one place that decides what an event makes of an order. Pure. @throws TanglegateError `order-not-open`, `order-not-paid` */
export function advanceOrder(order: Order, event: OrderEvent, circumstances: Circumstances): Outcome {
  switch (event.kind) {
    case 'deposit':
      return recordDeposit(order, event.amount, circumstances);
    case 'time-passed':
      return order.state === 'open' && order.heldUntil <= circumstances.at
        ? expire(order, circumstances)
        : unchanged(order);
    case 'cancel':
      return cancel(order, circumstances);
    case 'revoke':
      return revoke(order, circumstances);
  }
}

/** A shortfall that the network cannot send is forgiven. */
function isCovered(price: LedgerUnits, received: LedgerUnits, leastOutput: LedgerUnits): boolean {
  const shortfall = subtractUnits(price, received);
  return shortfall === 0n || shortfall < leastOutput;
}

/** Whether this deposit pays for an expired order by itself, so that seats must be asked for. */
export function isCoveredLate(order: Order, amount: LedgerUnits, leastOutput: LedgerUnits): boolean {
  return order.state === 'expired' && isCovered(order.price, amount, leastOutput);
}

const unchanged = (order: Order): Outcome => ({
  order,
  refunds: [],
  seats: 'as-they-are',
  tickets: 'as-they-are',
});

function recordDeposit(order: Order, amount: LedgerUnits, circumstances: Circumstances): Outcome {
  const { leastOutput } = circumstances;
  switch (order.state) {
    case 'open': {
      const received = addUnits(order.received, amount);
      if (!isCovered(order.price, received, leastOutput)) return unchanged({ ...order, received });
      return { ...pay(order, received, circumstances), seats: 'held-to-sold' };
    }
    case 'paid':
      return { ...unchanged(order), refunds: owed(amount, 'surplus', leastOutput) };
    case 'expired':
      return recordLateDeposit(order, amount, circumstances);
    case 'cancelled':
    case 'revoked':
      return { ...unchanged(order), refunds: owed(amount, order.state, leastOutput) };
  }
}

function recordLateDeposit(order: ExpiredOrder, amount: LedgerUnits, circumstances: Circumstances): Outcome {
  const { leastOutput, lateSeats } = circumstances;
  if (lateSeats === 'taken') return pay(order, amount, circumstances);
  const reason = lateSeats === 'none-left' ? 'sold-out' : 'too-late';
  return { ...unchanged(order), refunds: owed(amount, reason, leastOutput) };
}

/** The terms alone: a state's own fields do not outlive it. */
function termsOf(order: Order): OrderTerms {
  const { id, organiser, event, tier, quantity, price, buyer, placedAt } = order;
  return { id, organiser, event, tier, quantity, price, buyer, placedAt };
}

function pay(
  order: OpenOrder | ExpiredOrder,
  received: LedgerUnits,
  { at, leastOutput }: Circumstances,
): Outcome {
  const surplus = subtractUnits(received, order.price);
  const kept = subtractUnits(received, surplus);
  const paid: PaidOrder = { ...termsOf(order), state: 'paid', address: order.address, kept, paidAt: at };
  return {
    order: paid,
    refunds: owed(surplus, 'surplus', leastOutput),
    seats: 'as-they-are',
    tickets: 'issue',
  };
}

function expire(order: OpenOrder, { at, leastOutput }: Circumstances): Outcome {
  return {
    order: { ...termsOf(order), state: 'expired', address: order.address, expiredAt: at },
    refunds: owed(order.received, 'part-paid', leastOutput),
    seats: 'release-held',
    tickets: 'as-they-are',
  };
}

function cancel(order: Order, { at, leastOutput }: Circumstances): Outcome {
  if (order.state !== 'open') {
    throw new TanglegateError(
      'order-not-open',
      `This order is ${order.state}, so it cannot be cancelled. Write to the organiser if you need help.`,
    );
  }
  return {
    order: { ...termsOf(order), state: 'cancelled', address: order.address, cancelledAt: at },
    refunds: owed(order.received, 'cancelled', leastOutput),
    seats: 'release-held',
    tickets: 'as-they-are',
  };
}

function revoke(order: Order, { at, leastOutput }: Circumstances): Outcome {
  if (order.state !== 'paid') {
    throw new TanglegateError(
      'order-not-paid',
      `This order is ${order.state}: only a paid order has tickets to revoke.`,
    );
  }
  const address = order.address === undefined ? {} : { address: order.address };
  return {
    order: { ...termsOf(order), state: 'revoked', ...address, revokedAt: at },
    refunds: owed(order.kept, 'revoked', leastOutput),
    seats: 'return-sold',
    tickets: 'revoke',
  };
}
