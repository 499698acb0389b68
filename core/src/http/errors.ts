import { z } from 'zod';

/** The body of every answer that is not a success. */
export const errorBodySchema = z.object({
  error: z.object({
    /** Stable: programs and message files go by it. */
    code: z.string(),
    /** Plain English: what happened, and what to do next. */
    message: z.string(),
    /** With `invalid-request`: what is wrong where. */
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
