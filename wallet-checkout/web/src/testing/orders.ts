import { millis } from '@tanglegate/core/clock';
import { orderViewSchema } from '@tanglegate/core/http/orders';
import type { OrderView } from '@tanglegate/core/http/orders';

export const ORDER_ID = '0123456789abcdef0123456789abcdef';
export const TICKET_ID = 'fedcba9876543210fedcba9876543210';
export const SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';
export const COIN = { symbol: 'IOTA', decimals: 9 };
/** Noon, 5 December 2026, UTC. */
export const NOON = millis(Date.UTC(2026, 11, 5, 12));

type Open = Extract<OrderView, { state: 'open' }>;

/** An order of two for 25 IOTA, placed at noon, with a quarter of an hour to pay; through its schema, as from the server. */
export function openOrderView(change: Partial<Open> = {}): Open {
  const view = orderViewSchema.parse({
    ...common,
    state: 'open',
    address: `0x${'8f'.repeat(32)}`,
    due: '25000000000',
    expiresAt: NOON + 15 * 60_000,
    heldUntil: NOON + 25 * 60_000,
    ...change,
  });
  if (view.state !== 'open') throw new Error('the state is not to be changed here');
  return view;
}

export function endedOrderView(
  state: 'expired' | 'cancelled' | 'revoked' | 'paid',
  change: object = {},
): OrderView {
  const at = { expired: 'expiredAt', cancelled: 'cancelledAt', revoked: 'revokedAt', paid: 'paidAt' }[state];
  return orderViewSchema.parse({
    ...common,
    state,
    [at]: NOON,
    ...(state === 'paid' ? { tickets: [] } : {}),
    ...change,
  });
}

const common = {
  id: ORDER_ID,
  event: {
    id: 'spring-night',
    name: 'Spring Night',
    venueName: 'Kulturhalle',
    timeZone: 'Europe/Zurich',
    opensAt: NOON,
    startsAt: NOON,
  },
  tier: { id: 'standing', name: 'Standing' },
  quantity: 2,
  price: '25000000000',
  placedAt: NOON,
  serverTime: NOON,
  received: '0',
  deposits: [],
  refused: [],
  refunds: [],
  ledger: { state: 'following' },
};
