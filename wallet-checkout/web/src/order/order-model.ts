import type { Millis } from '@tanglegate/core/clock';
import type { OrderView } from '@tanglegate/core/http/orders';
import { countdown } from '../format/countdown.ts';
import type { Countdown } from '../format/countdown.ts';
import type { SentPayment } from './sent-payment.ts';

type Of<State extends OrderView['state']> = Extract<OrderView, { state: State }>;

/**
 * What the page shows of an order, at a moment by the server's clock:
 *
 * open → `pay` (perhaps short by so much) → `seen` (this page's own wallet has sent it) → paid
 *      → `late` (expired, but money on its way still counts) → `ended`
 */
export type OrderModel =
  | { readonly kind: 'pay'; readonly order: Of<'open'>; readonly clock: Countdown; readonly short: boolean }
  | { readonly kind: 'seen'; readonly order: Of<'open'>; readonly slow: boolean }
  | { readonly kind: 'late'; readonly order: Of<'open'> }
  | { readonly kind: 'paid'; readonly order: Of<'paid'> }
  | { readonly kind: 'ended'; readonly order: Of<'expired' | 'cancelled' | 'revoked'> };

/** A payment usually shows after two seconds; after this long the page says that it takes longer. */
const SLOW_AFTER_MS = 20_000;

export function orderModel(order: OrderView, sent: SentPayment | undefined, now: number): OrderModel {
  switch (order.state) {
    case 'paid':
      return { kind: 'paid', order };
    case 'expired':
    case 'cancelled':
    case 'revoked':
      return { kind: 'ended', order };
    case 'open':
      return openModel(order, sent, now);
  }
}

function openModel(order: Of<'open'>, sent: SentPayment | undefined, now: number): OrderModel {
  if (sent !== undefined && isOnItsWay(order, sent)) {
    return { kind: 'seen', order, slow: now - sent.at > SLOW_AFTER_MS };
  }
  const clock = countdown(order.expiresAt - now);
  if (clock.kind === 'over') return { kind: 'late', order };
  return { kind: 'pay', order, clock, short: order.received !== '0' };
}

/** Until the order has received anything since, what the wallet sent is still on its way. */
function isOnItsWay(order: Of<'open'>, sent: SentPayment): boolean {
  return sent.receivedBefore === order.received;
}

/** How far the server's clock is ahead of this device's, whatever that one says. */
export function clockAhead(order: { readonly serverTime: Millis }, deviceNow: number): number {
  return order.serverTime - deviceNow;
}
