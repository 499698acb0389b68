import { fromHex, toHex } from '../bytes.ts';
import { millis, type Millis } from '../clock.ts';
import { TanglegateError } from '../errors.ts';
import {
  eventNumberSchema,
  keyIdSchema,
  ticketIdSchema,
  tierNumberSchema,
  type EventNumber,
  type KeyId,
  type TicketId,
  type TierNumber,
} from '../ids.ts';
import { toBase45 } from './base45.ts';
import { CTI, EXP, NBF, readSeconds, readTicketBytes, refuseOtherClaims, TANGLEGATE } from './claims.ts';
import { EDDSA, encodeSign1, type Sign1, type SignBytes } from './cose-sign1.ts';

export const STATIC_PREFIX = 'TG1:';

/** What the organiser signs for one person's right to enter. Nothing personal. */
export interface StaticPassClaims {
  readonly ticket: TicketId;
  readonly event: EventNumber;
  readonly tier: TierNumber;
  /** Whole seconds; only where they differ from the event's own times. */
  readonly notBefore?: Millis;
  readonly expires?: Millis;
}

export interface StaticPass extends StaticPassClaims {
  readonly kind: 'static';
  readonly kid: KeyId;
  readonly toBeSigned: Uint8Array;
  readonly signature: Uint8Array;
}

/** The organiser's ticket-signing key, wherever it is kept. */
export interface PassSigner {
  readonly kid: KeyId;
  readonly sign: SignBytes;
}

/** QR text of a static pass: 171 to 180 characters, and 18 more with both times of its own. */
export async function signStaticPass(claims: StaticPassClaims, signer: PassSigner): Promise<string> {
  const payload = new Map<number, unknown>([
    [CTI, fromHex(claims.ticket)],
    [TANGLEGATE, [claims.event, claims.tier]],
  ]);
  if (claims.notBefore !== undefined) payload.set(NBF, Math.floor(claims.notBefore / 1000));
  if (claims.expires !== undefined) payload.set(EXP, Math.floor(claims.expires / 1000));
  const headers = { alg: EDDSA, kid: fromHex(signer.kid) } as const;
  return STATIC_PREFIX + toBase45(await encodeSign1(headers, payload, signer.sign));
}

/** @throws TanglegateError `pass-malformed` */
export function readStaticPass(sign1: Sign1): StaticPass {
  const { payload, kid } = sign1;
  if (sign1.alg !== EDDSA || kid?.length !== 8) {
    throw new TanglegateError('pass-malformed', 'This code is damaged: it does not name its signing key.');
  }
  refuseOtherClaims(payload, [CTI, TANGLEGATE, NBF, EXP]);
  const [event, tier] = readNumbers(payload.get(TANGLEGATE));
  const notBefore = readSeconds(payload, NBF);
  const expires = readSeconds(payload, EXP);
  return {
    kind: 'static',
    ticket: ticketIdSchema.parse(toHex(readTicketBytes(payload))),
    event,
    tier,
    ...(notBefore === undefined ? {} : { notBefore: millis(notBefore * 1000) }),
    ...(expires === undefined ? {} : { expires: millis(expires * 1000) }),
    kid: keyIdSchema.parse(toHex(kid)),
    toBeSigned: sign1.toBeSigned,
    signature: sign1.signature,
  };
}

function readNumbers(value: unknown): [EventNumber, TierNumber] {
  if (Array.isArray(value) && value.length === 2) {
    const event = eventNumberSchema.safeParse(value[0]);
    const tier = tierNumberSchema.safeParse(value[1]);
    if (event.success && tier.success) return [event.data, tier.data];
  }
  throw new TanglegateError('pass-malformed', 'This code is damaged: it names no event and tier.');
}
