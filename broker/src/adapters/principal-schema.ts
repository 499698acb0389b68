import { doorIdSchema, venueIdSchema } from '@tanglegate/core/ids';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import { z } from 'zod';

/** A relay's own corner of the topics. Ours all begin with `tg/`, so nothing of a relay's may begin with `tg`. */
const relayPrefixSchema = z.string().regex(/^(?!tg)[A-Za-z0-9_-]{1,40}(\/[A-Za-z0-9_-]{1,40}){0,4}$/, {
  error: 'use 1 to 5 parts of A-Z, a-z, 0-9, - and _, joined by /, not beginning with tg',
});

/** Whom a credential may be made for, and what is read back from the store. */
export const principalSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('door'), venue: venueIdSchema, door: doorIdSchema }),
  z.object({
    role: z.literal('gate'),
    venue: venueIdSchema,
    door: doorIdSchema,
    relayPrefix: relayPrefixSchema.exactOptional(),
  }),
  z.object({ role: z.literal('validator'), venue: venueIdSchema }),
  z.object({ role: z.literal('checkout') }),
  z.object({ role: z.literal('relay'), relayPrefix: relayPrefixSchema }),
]) satisfies z.ZodType<Principal>;
