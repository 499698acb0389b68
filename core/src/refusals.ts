import { z } from 'zod';

/** Named and stable (DESIGN, "The validator's promise"). "Busy, try again" is no refusal and is never stored. */
export const refusalSchema = z.enum([
  'malformed',
  'unknown-issuer',
  'key-revoked',
  'bad-signature',
  'wrong-event',
  'wrong-zone',
  'too-early',
  'too-late',
  'revoked',
  'already-used',
  'not-inside',
  'stale-pass',
  'live-pass-required',
  'identity-required',
  'not-in-register',
  'door-not-allowed',
  'zone-full',
]);
export type Refusal = z.infer<typeof refusalSchema>;
