import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { doorIdSchema, eventIdSchema, orderIdSchema, tierIdSchema } from '../ids.ts';
import { ledgerUnitsText } from '../money.ts';
import { refusalSchema } from '../refusals.ts';
import { coinSchema } from './network.ts';
import { doorViewSchema } from './doors.ts';

export const logInSchema = z.object({
  user: z.string().min(1).max(60),
  password: z.string().min(1).max(200),
});
export const sessionViewSchema = z.object({ user: z.string(), organiserName: z.string() });

/** What needs the organiser, most urgent first. */
export const needSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ledger-unreachable'), since: millisSchema, why: z.string() }),
  /** Payments are seen, by the node named: the preferred one does not work since then. */
  z.object({ kind: z.literal('ledger-fallback'), node: z.string(), since: millisSchema, why: z.string() }),
  z.object({ kind: z.literal('register-behind'), venue: z.string(), missing: z.int() }),
  z.object({ kind: z.literal('addresses-low'), left: z.int() }),
  /** DESIGN §4's sum does not add up: `amount` is money in less money accounted for, signed. */
  z.object({ kind: z.literal('money-unaccounted'), amount: z.string().regex(/^-?[0-9]+$/) }),
  /** What came in, does not count, and nobody has looked at yet. */
  z.object({ kind: z.literal('deposits-refused'), count: z.int() }),
  /** History that the node no longer has was not read: payments in it may be missing. */
  z.object({ kind: z.literal('ledger-gap'), from: z.int(), to: z.int() }),
  z.object({ kind: z.literal('refunds-due'), count: z.int(), amount: ledgerUnitsText }),
  z.object({
    kind: z.literal('door-offline'),
    door: doorIdSchema,
    doorName: z.string(),
    since: millisSchema,
  }),
]);
export type Need = z.infer<typeof needSchema>;

export const liveOrderSchema = z.object({
  id: orderIdSchema,
  at: millisSchema,
  state: z.enum(['open', 'paid', 'expired', 'cancelled', 'revoked']),
  tierName: z.string(),
  quantity: z.int(),
  price: ledgerUnitsText,
});

export const liveScanSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('admission'),
    at: millisSchema,
    doorName: z.string(),
    tierName: z.string(),
    direction: z.enum(['in', 'out']),
  }),
  z.object({ kind: z.literal('refusal'), at: millisSchema, doorName: z.string(), reason: refusalSchema }),
]);

/** One event as its organiser watches it: sent whole, again at each change (server-sent events, event name `live`). */
export const liveViewSchema = z.object({
  event: z.object({ id: eventIdSchema, name: z.string(), timeZone: z.string(), startsAt: millisSchema }),
  coin: coinSchema,
  at: millisSchema,
  sold: z.int(),
  capacity: z.int(),
  held: z.int(),
  inside: z.int(),
  income: ledgerUnitsText,
  scansLastMinute: z.int(),
  tiers: z.array(
    z.object({
      id: tierIdSchema,
      name: z.string(),
      sold: z.int(),
      held: z.int(),
      capacity: z.int(),
      admitted: z.int(),
    }),
  ),
  doors: z.array(doorViewSchema.extend({ admitted: z.int(), refused: z.int() })),
  needs: z.array(needSchema),
  orders: z.array(liveOrderSchema).max(50),
  scans: z.array(liveScanSchema).max(50),
});
export type LiveView = z.infer<typeof liveViewSchema>;
