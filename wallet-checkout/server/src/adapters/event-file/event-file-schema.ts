import { z } from 'zod';
import { messageOf } from '@tanglegate/core/errors';
import { MAX_TICKETS_PER_ORDER } from '@tanglegate/core/http/events';
import { doorIdSchema, eventIdSchema, tierIdSchema, venueIdSchema, zoneIdSchema } from '@tanglegate/core/ids';
import { parseCoinAmount, type Coin, type LedgerUnits } from '@tanglegate/core/money';
import { isTimeZone } from '../../domain/local-time.ts';

/**
 * The words of an event file. Every scalar arrives as the text that was written (YAML's failsafe schema): no float ever holds a
 * price, and `no` is a name like any other. Each message says what is wanted; what was found is added with its line.
 */
export function eventFileSchema(coin: Coin) {
  return mapping({
    event: id('event', eventIdSchema),
    name: line(80),
    description: words(4_000).optional(),
    picture: pattern(/^\/(?!\/)[\w./-]{1,200}$/, 'a path on this server, like /pictures/gala.jpg').optional(),
    venue: venueSchema,
    opensAt: pattern(/./, A_TIME),
    startsAt: pattern(/./, A_TIME),
    closesAt: pattern(/./, A_TIME),
    tiers: list(tierSchema(coin), 200, 'tier'),
  });
}

export type EventFile = z.infer<ReturnType<typeof eventFileSchema>>;

export const A_TIME = 'a time on the clock at the venue, like 2026-12-05 20:00';
const A_MAPPING = 'a mapping (key: value)';

const text = (wanted: string) => z.string({ error: wanted });

function pattern(form: RegExp, wanted: string) {
  return text(wanted).regex(form, wanted);
}

/** One line that people read. */
function line(max: number) {
  const wanted = `a text of 1 to ${max} characters on one line`;
  return text(wanted)
    .trim()
    .min(1, wanted)
    .max(max, wanted)
    .regex(/^\P{Cc}*$/u, wanted);
}

function words(max: number) {
  const wanted = `a text of 1 to ${max} characters`;
  return text(wanted).trim().min(1, wanted).max(max, wanted);
}

/** @param schema one of core's: the same names everywhere */
function id<T extends z.ZodType<string>>(thing: string, schema: T) {
  const wanted = `the ${thing}'s id: 1 to 40 of a-z, 0-9 and -, not at the ends`;
  return text(wanted)
    .refine((value) => schema.safeParse(value).success, wanted)
    .transform((value) => schema.parse(value));
}

function wholeNumber(min: number, max: number) {
  const wanted = `a whole number from ${min} to ${max}`;
  return text(wanted)
    .refine((value) => /^[0-9]{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max, wanted)
    .transform(Number);
}

function list<T extends z.ZodType>(item: T, max: number, thing: string) {
  const wanted = `a list of 1 to ${max} ${thing}s`;
  return z.array(item, { error: wanted }).min(1, wanted).max(max, wanted);
}

function mapping<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, { error: (issue) => (issue.code === 'invalid_type' ? A_MAPPING : undefined) });
}

function price(coin: Coin) {
  return text(`an amount of ${coin.symbol} like 12.5, or 0 when it is free`).transform(
    (value, context): LedgerUnits => {
      try {
        return parseCoinAmount(value, coin);
      } catch (error) {
        const wanted = `an amount of ${coin.symbol} like 12.5, or 0 when it is free (${messageOf(error)})`;
        context.addIssue({ code: 'custom', message: wanted });
        return z.NEVER;
      }
    },
  );
}

const zoneSchema = mapping({ id: id('zone', zoneIdSchema), name: line(80) });
const doorSchema = mapping({ id: id('door', doorIdSchema), name: line(80), zone: id('zone', zoneIdSchema) });

const A_ZONE = 'a time zone by its IANA name, like Europe/Zurich';
const venueSchema = mapping({
  id: id('venue', venueIdSchema),
  name: line(80),
  address: line(200).optional(),
  timeZone: text(A_ZONE).refine(isTimeZone, A_ZONE),
  zones: list(zoneSchema, 50, 'zone'),
  doors: list(doorSchema, 500, 'door'),
});

function tierSchema(coin: Coin) {
  return mapping({
    id: id('tier', tierIdSchema),
    name: line(80),
    description: words(400).optional(),
    price: price(coin),
    capacity: wholeNumber(1, 1_000_000),
    zones: list(id('zone', zoneIdSchema), 50, 'zone'),
    maxPerOrder: wholeNumber(1, MAX_TICKETS_PER_ORDER).optional(),
    pass: z.enum(['static', 'live'], { error: 'static or live' }).optional(),
    note: line(120).optional(),
  });
}
