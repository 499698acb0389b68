import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { eventIdSchema, orderIdSchema, ticketIdSchema, tierIdSchema } from '../ids.ts';
import { ledgerUnitsText } from '../money.ts';
import { MAX_TICKETS_PER_ORDER } from './events.ts';

/** Who buys. The same schema checks the form in the browser and the request at the server. */
export const buyerSchema = z.object({
  name: z.string().trim().min(1, 'Your name, please').max(80, 'At most 80 characters'),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 ()./-]{4,24}$/, 'A phone number, like +41 79 123 45 67'),
  email: z.email('An e-mail address, like ada@example.org, or nothing').max(200).optional(),
});
export type Buyer = z.infer<typeof buyerSchema>;

export const newOrderSchema = z.object({
  event: eventIdSchema,
  tier: tierIdSchema,
  quantity: z.int().min(1).max(MAX_TICKETS_PER_ORDER),
  buyer: buyerSchema,
});
export type NewOrder = z.infer<typeof newOrderSchema>;

/** 32 random bytes, base64url: in a link's fragment only, handed in as `Authorization: Bearer`, or exchanged for a cookie. */
export const linkSecretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const refundReasonSchema = z.enum([
  'surplus',
  'too-late',
  'cancelled',
  'sold-out',
  'revoked',
  'part-paid',
]);
export type RefundReason = z.infer<typeof refundReasonSchema>;
export const refundViewSchema = z.object({
  amount: ledgerUnitsText,
  reason: refundReasonSchema,
  state: z.enum(['due', 'sent', 'seen', 'written-off']),
  /** Where it was sent, as wallets of this network write it, and by which transaction. */
  to: z.string().optional(),
  transaction: z.string().optional(),
});

/** Why something that reached an order's address is no money that counts. */
export const refusedReasonSchema = z.enum([
  'failed-transaction',
  'other-coin',
  'object-owned',
  'storage-return',
  'expiring',
  'time-locked',
  'not-basic-output',
  'no-order',
]);
export type RefusedReason = z.infer<typeof refusedReasonSchema>;

/** What arrived, with what proves it: the transaction, by the ledger's own id. */
export const depositViewSchema = z.object({
  amount: ledgerUnitsText,
  transaction: z.string(),
  at: millisSchema,
});
export const refusedDepositViewSchema = depositViewSchema.extend({
  reason: refusedReasonSchema,
  /** What arrived: a coin type, an output type. */
  asset: z.string(),
});
export type RefusedDepositView = z.infer<typeof refusedDepositViewSchema>;

const common = {
  id: orderIdSchema,
  event: z.object({
    id: eventIdSchema,
    name: z.string(),
    venueName: z.string(),
    timeZone: z.string(),
    opensAt: millisSchema,
    startsAt: millisSchema,
  }),
  tier: z.object({ id: tierIdSchema, name: z.string() }),
  quantity: z.int(),
  /** Of the whole order, frozen when it was placed. */
  price: ledgerUnitsText,
  placedAt: millisSchema,
  /** The server's clock as this was sent: pages count down by the difference, whatever the phone's clock says. */
  serverTime: millisSchema,
  /** Everything that ever arrived and counts. */
  received: ledgerUnitsText,
  deposits: z.array(depositViewSchema),
  /** What reached the address and does not count. */
  refused: z.array(refusedDepositViewSchema),
  refunds: z.array(refundViewSchema),
  /** The deposit address as wallets of this network write it: part of the buyer's proof. A free order has none. */
  address: z.string().optional(),
  /** Where the buyer wants money back, as wallets write it. Absent until the buyer has said it. */
  refundAddress: z.string().optional(),
  /** Is the ledger being followed right now? `since` it is not. */
  ledger: z.discriminatedUnion('state', [
    z.object({ state: z.literal('following') }),
    z.object({ state: z.literal('unreachable'), since: millisSchema }),
  ]),
};

/** Tells apart the tickets of an order, and carries each one's own link secret. */
export const ticketLinkSchema = z.object({
  id: ticketIdSchema,
  secret: linkSecretSchema,
  number: z.int().min(1),
  of: z.int().min(1),
});

export const orderViewSchema = z.discriminatedUnion('state', [
  z.object({
    ...common,
    state: z.literal('open'),
    /** The deposit address as wallets of this network write it. */
    address: z.string(),
    /** What is still to be paid: price − received. */
    due: ledgerUnitsText,
    expiresAt: millisSchema,
    /** The hold outlives the expiry by this grace, for money already on its way. */
    heldUntil: millisSchema,
  }),
  z.object({ ...common, state: z.literal('paid'), paidAt: millisSchema, tickets: z.array(ticketLinkSchema) }),
  z.object({ ...common, state: z.literal('expired'), expiredAt: millisSchema }),
  z.object({ ...common, state: z.literal('cancelled'), cancelledAt: millisSchema }),
  z.object({ ...common, state: z.literal('revoked'), revokedAt: millisSchema }),
]);
export type OrderView = z.infer<typeof orderViewSchema>;

export const placedOrderSchema = z.object({ secret: linkSecretSchema, order: orderViewSchema });
export type PlacedOrder = z.infer<typeof placedOrderSchema>;

/** Where money is to be sent back to: what the buyer's wallet shows as its own address. The server checks its form for the network in use. */
export const refundAddressSchema = z.object({ address: z.string().trim().min(1).max(200) });

/** Exchanges a link's secret for a cookie that opens this one order or ticket. */
export const linkSessionSchema = z.object({ secret: linkSecretSchema });
