import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { eventIdSchema, orderIdSchema } from '../ids.ts';
import { ledgerUnitsText } from '../money.ts';
import { coinSchema } from './network.ts';
import { refundReasonSchema, refusedDepositViewSchema } from './orders.ts';

/** A sum over many amounts: it may leave the range of one. */
const sumText = z.string().regex(/^-?(0|[1-9][0-9]*)$/);

/** money in = tickets + open part-payments + refunds (due, sent, seen) + refused + dust; `unaccounted` is the difference. */
export const moneyBalanceSchema = z.object({
  moneyIn: sumText,
  tickets: sumText,
  openPartPayments: sumText,
  refunds: sumText,
  refused: sumText,
  dust: sumText,
  unaccounted: sumText,
});

export const organiserRefundSchema = z.object({
  id: z.string(),
  order: orderIdSchema,
  event: eventIdSchema,
  amount: ledgerUnitsText,
  reason: refundReasonSchema,
  state: z.enum(['due', 'sent', 'seen', 'written-off']),
  createdAt: millisSchema,
  /** Absent while the buyer has not said where to: it cannot be sent yet. */
  to: z.string().optional(),
  transaction: z.string().optional(),
});

/** `order` and `event` are absent where no order of this database had the address (`no-order`). */
export const organiserRefusedSchema = refusedDepositViewSchema.extend({
  order: orderIdSchema.optional(),
  event: eventIdSchema.optional(),
  address: z.string(),
  /** The organiser has looked at it: it no longer stands among what needs somebody. */
  noted: z.boolean(),
});

/** The organiser's money, newest first; of the lists the latest 200. */
export const moneyViewSchema = z.object({
  coin: coinSchema,
  at: millisSchema,
  balance: moneyBalanceSchema,
  refunds: z.array(organiserRefundSchema).max(200),
  refused: z.array(organiserRefusedSchema).max(200),
  /** Addresses that can still be handed out. */
  addressesLeft: z.int(),
});
export type MoneyView = z.infer<typeof moneyViewSchema>;
