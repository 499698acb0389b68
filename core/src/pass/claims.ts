import { TanglegateError } from '../errors.ts';

/** IANA "CBOR Web Token Claims" (RFC 8392). */
export const EXP = 4;
export const NBF = 5;
export const IAT = 6;
export const CTI = 7;
/** Private use (below −65536): [event number, tier number]. One claim for both keeps the code five bytes shorter. */
export const TANGLEGATE = -65537;

export type Claims = ReadonlyMap<unknown, unknown>;

export function refuseOtherClaims(claims: Claims, allowed: readonly number[]): void {
  for (const key of claims.keys()) {
    if (!allowed.includes(key as number)) {
      // `includes` compares; a key of another type is simply not found.
      throw new TanglegateError('pass-malformed', 'This code is damaged: it has a claim that no pass has.');
    }
  }
}

/** Seconds since 1970 (NumericDate of RFC 8392, whole seconds only), or undefined where the claim is absent. */
export function readSeconds(claims: Claims, key: number): number | undefined {
  const value = claims.get(key);
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff)
    return value;
  throw new TanglegateError(
    'pass-malformed',
    'This code is damaged: one of its times is not whole seconds since 1970.',
  );
}

export function readTicketBytes(claims: Claims): Uint8Array {
  const cti = claims.get(CTI);
  if (cti instanceof Uint8Array && cti.length === 16) return cti;
  throw new TanglegateError('pass-malformed', 'This code is damaged: it names no ticket.');
}
