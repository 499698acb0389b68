import { z } from 'zod';
import { addressBytesSchema } from './http/money-export.ts';
import { millisSchema } from './clock.ts';

/** The type that the signature of an address list names. */
export const ADDRESS_LIST_TYPE = 'tanglegate-addresses';

/** Hardened indices end here (BIP-32). */
export const LAST_INDEX = 2_147_483_647;

/**
 * Deposit addresses that the organiser derived where the mnemonic is, for the server that has none: the same bytes on both ledgers.
 * Signed with the mnemonic's own list key.
 */
export const addressListSchema = z.object({
  version: z.literal(1),
  madeAt: millisSchema,
  addresses: z
    .array(z.object({ index: z.int().min(0).max(LAST_INDEX), address: addressBytesSchema }))
    .min(1)
    .max(1_000_000),
});
export type AddressList = z.infer<typeof addressListSchema>;
