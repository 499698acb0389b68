import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import {
  doorIdSchema,
  eventIdSchema,
  eventNumberSchema,
  keyIdSchema,
  organiserIdSchema,
  ticketIdSchema,
  tierIdSchema,
  tierNumberSchema,
  venueIdSchema,
  zoneIdSchema,
} from '../ids.ts';

const name = z.string().min(1).max(80);
/** Raw public key bytes as hex: 32 for Ed25519. */
const ed25519Key = z.string().regex(/^[0-9a-f]{64}$/);
/** Uncompressed P-256 point (SEC 1: 0x04 ‖ x ‖ y) as hex. */
const p256Key = z.string().regex(/^04[0-9a-f]{128}$/);

export const tierFactSchema = z.object({
  number: tierNumberSchema,
  id: tierIdSchema,
  name,
  /** Where this tier lets its holder in. */
  zones: z.array(zoneIdSchema).min(1).max(50),
  /** `live`: a static pass of this tier is refused with `live-pass-required`. */
  pass: z.enum(['static', 'live']),
  /** What the guard is asked to do, in the organiser's words: "collect wristband". */
  note: z.string().max(120).optional(),
});
export type TierFact = z.infer<typeof tierFactSchema>;

/** A fact that replaces whatever was known under the same kind and id. */
export const factSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('key-added'),
    kid: keyIdSchema,
    alg: z.literal('EdDSA'),
    publicKey: ed25519Key,
    organiser: organiserIdSchema,
  }),
  z.object({ kind: z.literal('key-revoked'), kid: keyIdSchema }),
  z.object({ kind: z.literal('zone'), zone: zoneIdSchema, venue: venueIdSchema, name }),
  z.object({ kind: z.literal('door'), door: doorIdSchema, venue: venueIdSchema, zone: zoneIdSchema, name }),
  z.object({ kind: z.literal('door-removed'), door: doorIdSchema }),
  z.object({
    kind: z.literal('event'),
    event: eventIdSchema,
    number: eventNumberSchema,
    organiser: organiserIdSchema,
    venue: venueIdSchema,
    name,
    /** IANA time zone of the venue, for words like "used 20:14". */
    timeZone: z.string().min(1).max(60),
    /** Entry is possible from `opensAt` until `closesAt`. */
    opensAt: millisSchema,
    startsAt: millisSchema,
    closesAt: millisSchema,
    tiers: z.array(tierFactSchema).min(1).max(200),
  }),
  z.object({
    kind: z.literal('ticket-issued'),
    ticket: ticketIdSchema,
    event: eventNumberSchema,
    tier: tierNumberSchema,
    /** SHA-256 of the static pass's QR text (UTF-8), hex: an announced pass is recognised without checking its signature. */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    /** The key that signs live passes of this ticket, where it is bound to a holder's device. */
    holderKey: p256Key.optional(),
  }),
  z.object({ kind: z.literal('ticket-revoked'), ticket: ticketIdSchema }),
]);
export type Fact = z.infer<typeof factSchema>;
export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

/** Gapless from 1, per venue. */
export const registerNumberSchema = z.int().min(0);

export const registerEntrySchema = z.object({
  n: registerNumberSchema.min(1),
  at: millisSchema,
  fact: factSchema,
});
export type RegisterEntry = z.infer<typeof registerEntrySchema>;
