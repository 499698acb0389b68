import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import {
  doorIdSchema,
  eventNumberSchema,
  scanIdSchema,
  ticketIdSchema,
  tierNumberSchema,
  zoneIdSchema,
} from '../ids.ts';
import { refusalSchema } from '../refusals.ts';
import { registerEntrySchema, registerNumberSchema } from '../register/facts.ts';
import { directionSchema } from './scan.ts';

/** A feed's name: a store that starts anew gets a new one, so that nobody mistakes its number 7 for the old number 7. */
export const feedIdSchema = z.string().regex(/^[0-9a-f]{16}$/);

export const MAX_BATCH = 500;

/** Checkout → validators. */
export const registerBatchSchema = z.object({
  feed: feedIdSchema,
  entries: z.array(registerEntrySchema).min(1).max(MAX_BATCH),
});
export type RegisterBatch = z.infer<typeof registerBatchSchema>;

/** Retained: the last number there is, so that a missing last entry is noticed. */
export const feedHeadSchema = z.object({ feed: feedIdSchema, head: registerNumberSchema });
export type FeedHead = z.infer<typeof feedHeadSchema>;

/**
 * "I have everything up to `have`": whatever is missing from there on is sent again. With `ask`, the head is said again too, so that the
 * reader hears at once whether there is more.
 */
export const feedAckSchema = z.object({
  feed: feedIdSchema,
  reader: z.string().min(1).max(60),
  have: registerNumberSchema,
  ask: z.literal(true).optional(),
});
export type FeedAck = z.infer<typeof feedAckSchema>;

/** What happened at the doors, numbered by the validators' store. */
export const doorFactSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('admission'),
    ticket: ticketIdSchema,
    event: eventNumberSchema,
    tier: tierNumberSchema,
    zone: zoneIdSchema,
    door: doorIdSchema,
    scan: scanIdSchema,
    direction: directionSchema,
    /** The first entry of this ticket into this zone is 1. */
    entry: z.int().min(1),
    flagged: z.literal('not-yet-in-register').optional(),
  }),
  z.object({
    kind: z.literal('refusal'),
    door: doorIdSchema,
    scan: scanIdSchema,
    reason: refusalSchema,
    ticket: ticketIdSchema.optional(),
    event: eventNumberSchema.optional(),
  }),
]);
export type DoorFact = z.infer<typeof doorFactSchema>;

export const admissionEntrySchema = z.object({
  n: registerNumberSchema.min(1),
  at: millisSchema,
  fact: doorFactSchema,
});
export type AdmissionEntry = z.infer<typeof admissionEntrySchema>;
export const admissionBatchSchema = z.object({
  feed: feedIdSchema,
  entries: z.array(admissionEntrySchema).min(1).max(MAX_BATCH),
});
export type AdmissionBatch = z.infer<typeof admissionBatchSchema>;
