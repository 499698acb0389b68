import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { scanIdSchema } from '../ids.ts';

export const directionSchema = z.enum(['in', 'out']);
export type Direction = z.infer<typeof directionSchema>;

/** One showing of a pass at a door. Which door, the topic (or the credential) says, never the payload. */
export const scanSchema = z.object({
  id: scanIdSchema,
  /** The QR text as read, untrimmed. Longer than any pass is allowed here so that it is answered `malformed` by name. */
  pass: z.string().min(1).max(2_000),
  /** When the door saw it, by the door's own clock. */
  at: millisSchema,
  direction: directionSchema,
  /** Who holds the scanner, where staff log in at the door. */
  staff: z.string().min(1).max(60).optional(),
});
export type Scan = z.infer<typeof scanSchema>;
