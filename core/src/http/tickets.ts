import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { ticketIdSchema } from '../ids.ts';

export const ticketViewSchema = z.object({
  id: ticketIdSchema,
  state: z.enum(['valid', 'revoked']),
  /** The QR text; absent once revoked. */
  pass: z.string().optional(),
  number: z.int().min(1),
  of: z.int().min(1),
  tierName: z.string(),
  eventName: z.string(),
  venueName: z.string(),
  venueAddress: z.string().optional(),
  timeZone: z.string(),
  opensAt: millisSchema,
  startsAt: millisSchema,
  closesAt: millisSchema,
});
export type TicketView = z.infer<typeof ticketViewSchema>;
