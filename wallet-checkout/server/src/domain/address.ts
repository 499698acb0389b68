import { TanglegateError } from '@tanglegate/core/errors';

/** The 32 bytes of a deposit address as 64 lower-case hex digits: the same on both ledgers. */
export type AddressHex = string & { readonly __brand: 'AddressHex' };

/** Takes `0x…` and bare hex, either case. @throws TanglegateError `address-malformed` */
export function addressHex(text: string): AddressHex {
  const digits = text.toLowerCase().replace(/^0x/, '');
  if (!/^[0-9a-f]{64}$/.test(digits)) {
    throw new TanglegateError(
      'address-malformed',
      `"${text.slice(0, 80)}" is no address: write its 32 bytes as 64 hex digits.`,
    );
  }
  return digits as AddressHex; // The form was just checked; a brand has no other way in.
}
