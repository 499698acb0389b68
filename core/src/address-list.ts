import { z } from 'zod';
import { millisSchema } from './clock.ts';
import { TanglegateError } from './errors.ts';
import { addressBytesSchema } from './http/money-export.ts';

/** The type that the signature of an address list names. */
export const ADDRESS_LIST_TYPE = 'tanglegate-addresses';

/** Hardened indices end here (BIP-32). */
export const LAST_INDEX = 2_147_483_647;

/** So many addresses fit into one list. */
export const MOST_ADDRESSES = 100_000;

/**
 * Deposit addresses that the organiser derived where the mnemonic is, for the server that has none: the same bytes on both ledgers.
 * Signed with the mnemonic's own list key.
 */
const addressListSchema = z.object({
  version: z.literal(1),
  madeAt: millisSchema,
  addresses: z
    .array(z.object({ index: z.int().min(0).max(LAST_INDEX), address: addressBytesSchema }))
    .min(1)
    .max(MOST_ADDRESSES),
});
export type AddressList = z.infer<typeof addressListSchema>;

function wrong(why: string, cause?: unknown): TanglegateError {
  return new TanglegateError('address-list-wrong', `This list of addresses cannot be taken: ${why}.`, {
    cause,
  });
}

/** In order, without a gap, nothing twice. @throws TanglegateError `address-list-wrong` */
export function readAddressList(payload: unknown): AddressList {
  const parsed = addressListSchema.safeParse(payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw wrong(`at ${issue?.path.join('.') ?? ''} it has the wrong form`, parsed.error);
  }
  const places = new Map<string, number>();
  let next = parsed.data.addresses[0]?.index ?? 0;
  for (const { index, address } of parsed.data.addresses) {
    if (index > next) throw wrong(`index ${next} is missing before ${index}`);
    if (index < next) throw wrong(`index ${index} comes after ${next - 1}`);
    const known = places.get(address);
    if (known !== undefined) throw wrong(`indices ${known} and ${index} have the same address`);
    places.set(address, index);
    next++;
  }
  return parsed.data;
}
