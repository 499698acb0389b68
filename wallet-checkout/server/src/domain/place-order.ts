import type { Millis } from '@tanglegate/core/clock';
import type { LedgerUnits } from '@tanglegate/core/money';
import { NOTHING } from '@tanglegate/core/money';
import type { AddressHex } from './address.ts';
import type { OpenOrder, OrderTerms, PaidOrder } from './order.ts';

export interface SaleTimes {
  /** How long a buyer has to pay. */
  readonly orderMs: number;
  /** How much longer the seats stay held for money already on its way. */
  readonly graceMs: number;
}

export function openOrder(terms: OrderTerms, address: AddressHex, times: SaleTimes): OpenOrder {
  const expiresAt = (terms.placedAt + times.orderMs) as Millis; // Whole milliseconds plus whole milliseconds.
  const heldUntil = (expiresAt + times.graceMs) as Millis; // The same.
  return { ...terms, state: 'open', address, received: NOTHING, expiresAt, heldUntil };
}

/** Nothing to pay: paid at once, without an address. */
export function freeOrder(terms: OrderTerms): PaidOrder {
  return { ...terms, state: 'paid', kept: NOTHING, paidAt: terms.placedAt };
}

export function dueOf(order: OpenOrder): LedgerUnits {
  return (order.price - order.received) as LedgerUnits; // An open order has received less than its price.
}
