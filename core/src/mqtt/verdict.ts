import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { doorIdSchema, scanIdSchema, ticketIdSchema, zoneIdSchema } from '../ids.ts';
import { refusalSchema } from '../refusals.ts';
import { directionSchema } from './scan.ts';

const name = z.string().max(80);

const answered = {
  /** The scan that is answered. */
  id: scanIdSchema,
  /** When it was decided, by the validator's clock. */
  at: millisSchema,
  /** Of this delivery: no gate opens, and no door shows a fresh ADMIT, after this time of the validator's clock. */
  expiresAt: millisSchema,
  /** The validator's clock as this was sent: `expiresAt − sentAt` is how long it may be acted on, whatever the receiver's clock says. */
  sentAt: millisSchema,
};

/** What the guard needs to see of the ticket, where the pass could be read that far. */
const seen = {
  ticket: ticketIdSchema.optional(),
  eventName: name.optional(),
  tierName: name.optional(),
  zone: zoneIdSchema.optional(),
  zoneName: name.optional(),
};

export const admitSchema = z.object({
  ...answered,
  ...seen,
  decision: z.literal('admit'),
  direction: directionSchema,
  /** The repeat rule: this admission was made by an earlier scan at this door. */
  repeat: z.boolean(),
  /** The register did not know the ticket yet while this validator knew itself to be behind. */
  flagged: z.literal('not-yet-in-register').optional(),
  /** The organiser's words for the guard: "collect wristband". */
  note: z.string().max(120).optional(),
});

/** Where and when the ticket was used before, for "used 20:14 at North 2, 6 minutes ago". */
export const earlierUseSchema = z.object({ at: millisSchema, door: doorIdSchema, doorName: name });

export const refuseSchema = z.object({
  ...answered,
  ...seen,
  decision: z.literal('refuse'),
  reason: refusalSchema,
  /** One plain English sentence for the guard; a page in another language words the `reason` itself. */
  words: z.string().max(200),
  /** With `already-used`. */
  used: earlierUseSchema.optional(),
  /** With `too-early` and `too-late`: when entry begins, or ended. */
  boundary: millisSchema.optional(),
  /** IANA zone to tell those times in. */
  timeZone: z.string().max(60).optional(),
});

/** Not a verdict: nothing was decided or stored; ask again with the same scan id. */
export const busySchema = z.object({
  id: scanIdSchema,
  decision: z.literal('busy'),
  retryAfterMs: z.int().min(0).max(60_000),
});

export const verdictSchema = z.discriminatedUnion('decision', [admitSchema, refuseSchema]);
export type Verdict = z.infer<typeof verdictSchema>;
export type Admit = z.infer<typeof admitSchema>;
export type Refuse = z.infer<typeof refuseSchema>;

/** What arrives on a door's verdict topic. */
export const answerSchema = z.discriminatedUnion('decision', [admitSchema, refuseSchema, busySchema]);
export type Answer = z.infer<typeof answerSchema>;
