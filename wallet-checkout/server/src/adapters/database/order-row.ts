import type { Selectable } from 'kysely';
import { NOTHING, unitsFromText } from '@tanglegate/core/money';
import type { AddressHex } from '../../domain/address.ts';
import type { Order, OrderTerms } from '../../domain/order.ts';
import type { OrdersTable } from './schema.ts';

export type OrderRow = Selectable<OrdersTable>;
type StateColumns = Pick<
  OrderRow,
  | 'state'
  | 'address'
  | 'money'
  | 'expires_at'
  | 'held_until'
  | 'paid_at'
  | 'expired_at'
  | 'cancelled_at'
  | 'revoked_at'
>;

/** A column that its state's rows always fill: empty, the database was changed by another hand. */
function filled<T>(value: T | null, column: string, row: OrderRow): T {
  if (value === null) throw new Error(`order ${row.id} is ${row.state} and has no ${column}`);
  return value;
}

function termsFrom(row: OrderRow): OrderTerms {
  return {
    id: row.id,
    organiser: row.organiser_id,
    event: row.event_id,
    tier: row.tier_id,
    quantity: row.quantity,
    price: unitsFromText(row.price),
    buyer: {
      name: row.buyer_name,
      phone: row.buyer_phone,
      ...(row.buyer_email === null ? {} : { email: row.buyer_email }),
    },
    placedAt: row.placed_at,
  };
}

export function orderFrom(row: OrderRow): Order {
  const terms = termsFrom(row);
  const address = (): AddressHex => filled(row.address, 'address', row);
  const maybeAddress = row.address === null ? {} : { address: row.address };
  switch (row.state) {
    case 'open': {
      const times = {
        expiresAt: filled(row.expires_at, 'expires_at', row),
        heldUntil: filled(row.held_until, 'held_until', row),
      };
      return { ...terms, state: 'open', address: address(), received: unitsFromText(row.money), ...times };
    }
    case 'paid': {
      const paidAt = filled(row.paid_at, 'paid_at', row);
      return { ...terms, state: 'paid', ...maybeAddress, kept: unitsFromText(row.money), paidAt };
    }
    case 'expired': {
      const expiredAt = filled(row.expired_at, 'expired_at', row);
      return { ...terms, state: 'expired', address: address(), expiredAt };
    }
    case 'cancelled': {
      const cancelledAt = filled(row.cancelled_at, 'cancelled_at', row);
      return { ...terms, state: 'cancelled', address: address(), cancelledAt };
    }
    case 'revoked': {
      const revokedAt = filled(row.revoked_at, 'revoked_at', row);
      return { ...terms, state: 'revoked', ...maybeAddress, revokedAt };
    }
  }
}

const moneyOf = (order: Order): bigint => {
  if (order.state === 'open') return order.received;
  return order.state === 'paid' ? order.kept : NOTHING;
};

/** What a transition may change; terms never do. */
export function stateColumns(order: Order): StateColumns {
  return {
    state: order.state,
    address: order.address ?? null,
    money: moneyOf(order).toString(),
    expires_at: order.state === 'open' ? order.expiresAt : null,
    held_until: order.state === 'open' ? order.heldUntil : null,
    paid_at: order.state === 'paid' ? order.paidAt : null,
    expired_at: order.state === 'expired' ? order.expiredAt : null,
    cancelled_at: order.state === 'cancelled' ? order.cancelledAt : null,
    revoked_at: order.state === 'revoked' ? order.revokedAt : null,
  };
}

export function orderRow(order: Order, secretHash: string): OrderRow {
  return {
    id: order.id,
    organiser_id: order.organiser,
    event_id: order.event,
    tier_id: order.tier,
    quantity: order.quantity,
    price: order.price.toString(),
    buyer_name: order.buyer.name,
    buyer_phone: order.buyer.phone,
    buyer_email: order.buyer.email ?? null,
    secret_hash: secretHash,
    refund_address: null,
    placed_at: order.placedAt,
    ...stateColumns(order),
  };
}

/** The same columns, each filled by what `value` says. */
export function orderColumns(value: <Name extends keyof OrderRow>(name: Name) => OrderRow[Name]): OrderRow {
  return {
    id: value('id'),
    organiser_id: value('organiser_id'),
    event_id: value('event_id'),
    tier_id: value('tier_id'),
    quantity: value('quantity'),
    price: value('price'),
    buyer_name: value('buyer_name'),
    buyer_phone: value('buyer_phone'),
    buyer_email: value('buyer_email'),
    secret_hash: value('secret_hash'),
    refund_address: value('refund_address'),
    placed_at: value('placed_at'),
    address: value('address'),
    state: value('state'),
    money: value('money'),
    expires_at: value('expires_at'),
    held_until: value('held_until'),
    paid_at: value('paid_at'),
    expired_at: value('expired_at'),
    cancelled_at: value('cancelled_at'),
    revoked_at: value('revoked_at'),
  };
}
