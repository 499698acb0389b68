import { fromHex, toHex } from '../bytes.ts';
import { millis, type Millis } from '../clock.ts';
import { TanglegateError } from '../errors.ts';
import { ticketIdSchema, type TicketId } from '../ids.ts';
import { toBase45 } from './base45.ts';
import { CTI, IAT, readSeconds, readTicketBytes, refuseOtherClaims } from './claims.ts';
import { encodeSign1, ES256, type Sign1, type SignBytes } from './cose-sign1.ts';

export const LIVE_PREFIX = 'TL1:';

/** The holder's fresh signature naming the ticket. Which key must have made it, the register says. */
export interface LivePass {
  readonly kind: 'live';
  readonly ticket: TicketId;
  readonly issuedAt: Millis;
  readonly toBeSigned: Uint8Array;
  readonly signature: Uint8Array;
}

/** QR text of a live pass: 153 characters. `issuedAt` is rounded down to a whole second. */
export async function signLivePass(
  claims: { ticket: TicketId; issuedAt: Millis },
  sign: SignBytes,
): Promise<string> {
  const payload = new Map<number, unknown>([
    [IAT, Math.floor(claims.issuedAt / 1000)],
    [CTI, fromHex(claims.ticket)],
  ]);
  return LIVE_PREFIX + toBase45(await encodeSign1({ alg: ES256 }, payload, sign));
}

/** @throws TanglegateError `pass-malformed` */
export function readLivePass(sign1: Sign1): LivePass {
  refuseOtherClaims(sign1.payload, [CTI, IAT]);
  const issuedAt = readSeconds(sign1.payload, IAT);
  if (sign1.alg !== ES256 || sign1.kid !== undefined || issuedAt === undefined) {
    throw new TanglegateError('pass-malformed', 'This code is damaged: it is no live pass.');
  }
  return {
    kind: 'live',
    ticket: ticketIdSchema.parse(toHex(readTicketBytes(sign1.payload))),
    issuedAt: millis(issuedAt * 1000),
    toBeSigned: sign1.toBeSigned,
    signature: sign1.signature,
  };
}
