import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { scanIdSchema } from '../ids.ts';

/** What a gate driver reports after a verdict: the gate moved, or did not. */
export const gateReportSchema = z.discriminatedUnion('outcome', [
  z.object({ scan: scanIdSchema, outcome: z.literal('opened'), at: millisSchema }),
  z.object({
    scan: scanIdSchema,
    outcome: z.literal('failed'),
    at: millisSchema,
    why: z.string().min(1).max(200),
  }),
]);
export type GateReport = z.infer<typeof gateReportSchema>;
