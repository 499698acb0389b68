import { z } from 'zod';
import { millisSchema } from '../clock.ts';

/** Retained; `offline` is the door's last will. */
export const doorStatusSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('online'), at: millisSchema, version: z.string().max(40) }),
  z.object({ state: z.literal('offline') }),
]);
export type DoorStatus = z.infer<typeof doorStatusSchema>;
