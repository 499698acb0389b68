import type { Millis } from '@tanglegate/core/clock';
import type { Buyer } from '@tanglegate/core/http/orders';
import type { EventId, OrderId, OrganiserId, TierId } from '@tanglegate/core/ids';
import type { LedgerUnits } from '@tanglegate/core/money';
import type { AddressHex } from './address.ts';

/**
 * What one buyer buys in one go.
 *
 *   (free tier) ─────────────────────▶ paid
 *   open ──covered───────────────────▶ paid ──organiser──▶ revoked
 *   open ──expiry and grace over─────▶ expired ──late money, seats left──▶ paid
 *   open ──buyer cancels─────────────▶ cancelled
 *
 * Money that fits none of these arrows becomes a refund (`advance-order.ts` has the rules).
 */
export type Order = OpenOrder | PaidOrder | ExpiredOrder | CancelledOrder | RevokedOrder;
export type OrderState = Order['state'];

export interface OrderTerms {
  readonly id: OrderId;
  readonly organiser: OrganiserId;
  readonly event: EventId;
  readonly tier: TierId;
  readonly quantity: number;
  /** Of the whole order, frozen when it was placed. */
  readonly price: LedgerUnits;
  readonly buyer: Buyer;
  readonly placedAt: Millis;
}

export interface OpenOrder extends OrderTerms {
  readonly state: 'open';
  readonly address: AddressHex;
  /** What came in so far: less than the price. */
  readonly received: LedgerUnits;
  readonly expiresAt: Millis;
  /** The hold outlives the expiry by the grace, for money already on its way. */
  readonly heldUntil: Millis;
}

export interface PaidOrder extends OrderTerms {
  readonly state: 'paid';
  /** A free order has none. */
  readonly address?: AddressHex;
  /** What of the money that came in pays for the tickets: the price, less a shortfall too small to be paid. */
  readonly kept: LedgerUnits;
  readonly paidAt: Millis;
}

export interface ExpiredOrder extends OrderTerms {
  readonly state: 'expired';
  readonly address: AddressHex;
  readonly expiredAt: Millis;
}

interface CancelledOrder extends OrderTerms {
  readonly state: 'cancelled';
  readonly address: AddressHex;
  readonly cancelledAt: Millis;
}

interface RevokedOrder extends OrderTerms {
  readonly state: 'revoked';
  readonly address?: AddressHex;
  readonly revokedAt: Millis;
}
