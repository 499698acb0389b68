import { millis } from '@tanglegate/core/clock';
import { eventIdSchema, orderIdSchema, organiserIdSchema, tierIdSchema } from '@tanglegate/core/ids';
import { ledgerUnits, NOTHING } from '@tanglegate/core/money';
import { addressHex } from '../address.ts';
import type { OpenOrder, OrderTerms } from '../order.ts';

export const units = ledgerUnits;
export const at = millis(1_500);
export const address = addressHex('ab'.repeat(32));

export const terms: OrderTerms = {
  id: orderIdSchema.parse('0'.repeat(32)),
  organiser: organiserIdSchema.parse('main'),
  event: eventIdSchema.parse('gala'),
  tier: tierIdSchema.parse('standing'),
  quantity: 2,
  price: units(100n),
  buyer: { name: 'Ada', phone: '+41 79 123 45 67' },
  placedAt: millis(0),
};

/** Price 100, expires at 1000, held until 2000. */
export function open(changes: Partial<OpenOrder> = {}): OpenOrder {
  const times = { expiresAt: millis(1_000), heldUntil: millis(2_000) };
  return { ...terms, state: 'open', address, received: NOTHING, ...times, ...changes };
}

export const states = {
  paid: { ...terms, state: 'paid', address, kept: units(100n), paidAt: millis(1_200) },
  expired: { ...terms, state: 'expired', address, expiredAt: millis(2_000) },
  cancelled: { ...terms, state: 'cancelled', address, cancelledAt: millis(500) },
  revoked: { ...terms, state: 'revoked', address, revokedAt: millis(1_300) },
} as const;
