import { z } from 'zod';

/** Milliseconds since 1970-01-01T00:00:00Z, an integer. Every time in our JSON and databases has this form. */
export const millisSchema = z.int().min(0).max(8_640_000_000_000_000).brand<'Millis'>();
export type Millis = z.infer<typeof millisSchema>;

export interface Clock {
  now(): Millis;
}

/** @throws RangeError when `value` is not a whole number of milliseconds that a date can hold. */
export function millis(value: number): Millis {
  const parsed = millisSchema.safeParse(value);
  if (!parsed.success) throw new RangeError(`not a time in whole milliseconds: ${value}`);
  return parsed.data;
}

export const systemClock: Clock = { now: () => millis(Date.now()) };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
