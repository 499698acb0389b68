import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { eventIdSchema, tierIdSchema } from '../ids.ts';
import { ledgerUnitsText } from '../money.ts';

export const MAX_TICKETS_PER_ORDER = 10;

export const tierViewSchema = z.object({
  id: tierIdSchema,
  name: z.string(),
  description: z.string().optional(),
  /** Of one ticket; "0" is free. */
  price: ledgerUnitsText,
  /** `few`: `left` says how many. */
  availability: z.enum(['available', 'few', 'sold-out']),
  left: z.int().min(0).optional(),
  maxPerOrder: z.int().min(1).max(MAX_TICKETS_PER_ORDER),
});
export type TierView = z.infer<typeof tierViewSchema>;

export const eventSummarySchema = z.object({
  id: eventIdSchema,
  name: z.string(),
  /** A path on our own origin. */
  picture: z.string().optional(),
  venueName: z.string(),
  timeZone: z.string(),
  opensAt: millisSchema,
  startsAt: millisSchema,
  closesAt: millisSchema,
  /** The cheapest tier's. */
  fromPrice: ledgerUnitsText,
  sale: z.enum(['on-sale', 'sold-out', 'over']),
});
export type EventSummary = z.infer<typeof eventSummarySchema>;

export const eventViewSchema = eventSummarySchema.extend({
  description: z.string().optional(),
  venueAddress: z.string().optional(),
  tiers: z.array(tierViewSchema).min(1),
});
export type EventView = z.infer<typeof eventViewSchema>;

export const eventListSchema = z.object({ events: z.array(eventSummarySchema) });
