import { fromHex, toHex } from '@tanglegate/core/bytes';
import { TanglegateError } from '@tanglegate/core/errors';
import { signedDocumentSchema, type SignedDocument } from '@tanglegate/core/http/money-export';
import type { SignBytes } from '@tanglegate/core/pass/cose-sign1';
import { verifyEd25519 } from './verify.ts';

/** Signs, and says with which key. A ticket-signing key is one. */
export interface DocumentSigner {
  /** Raw Ed25519 public key, 32 bytes as hex. */
  readonly publicKey: string;
  readonly sign: SignBytes;
}

const encode = (value: string | Uint8Array): string => Buffer.from(value).toString('base64url');

function headerOf(type: string, publicKey: string): string {
  const x = encode(fromHex(publicKey));
  return JSON.stringify({ alg: 'EdDSA', typ: type, jwk: { kty: 'OKP', crv: 'Ed25519', x } });
}

/** JWS (RFC 7515) with EdDSA (RFC 8037). The signed bytes begin with `ey`: no COSE_Sign1 does, so one key may sign passes and documents. */
export async function signDocument(
  type: string,
  payload: unknown,
  { publicKey, sign }: DocumentSigner,
): Promise<SignedDocument> {
  const parts = { protected: encode(headerOf(type, publicKey)), payload: encode(JSON.stringify(payload)) };
  const signature = await sign(Buffer.from(`${parts.protected}.${parts.payload}`));
  return { ...parts, signature: encode(signature) };
}

function unreadable(why: string, cause?: unknown): TanglegateError {
  return new TanglegateError('document-wrong', `This file is not as it was signed: ${why}.`, { cause });
}

/** Only the header that `signDocument` writes: nothing in it may choose how the signature is checked. */
function publicKeyOf(type: string, header: string): string {
  const text = Buffer.from(header, 'base64url').toString();
  const x = /"x":"([A-Za-z0-9_-]{43})"\}\}$/.exec(text)?.[1] ?? '';
  const publicKey = toHex(Buffer.from(x, 'base64url'));
  if (text === headerOf(type, publicKey)) return publicKey;
  const found = /"typ":"([a-z-]{1,40})"/.exec(text)?.[1];
  throw unreadable(
    found === undefined || found === type ? 'its header is wrong' : `it is ${found}, and ${type} is wanted`,
  );
}

/**
 * The payload, and the key that signed it: whether that key is the right one, the caller knows.
 * @throws TanglegateError `document-wrong`
 */
export function readSignedDocument(type: string, text: string): { payload: unknown; publicKey: string } {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (cause) {
    throw unreadable('it is no JSON', cause);
  }
  const parsed = signedDocumentSchema.safeParse(found);
  if (!parsed.success) throw unreadable('it is no signed document', parsed.error);
  const { protected: header, payload, signature } = parsed.data;
  const publicKey = publicKeyOf(type, header);
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verifyEd25519(publicKey, signed, Buffer.from(signature, 'base64url')))
    throw unreadable('its signature does not fit');
  try {
    return { payload: JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown, publicKey };
  } catch (cause) {
    throw unreadable('what was signed is no JSON', cause);
  }
}
