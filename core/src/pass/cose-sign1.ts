import { decode, encode } from 'cborg';
import { TanglegateError } from '../errors.ts';
import { sameBytes } from '../bytes.ts';

/** IANA "COSE Algorithms". */
export const EDDSA = -8;
export const ES256 = -7;
/** IANA "COSE Header Parameters". */
const ALG = 1;
const KID = 4;

export interface Sign1Headers {
  readonly alg: typeof EDDSA | typeof ES256;
  readonly kid?: Uint8Array;
}

export interface Sign1 extends Sign1Headers {
  readonly payload: ReadonlyMap<unknown, unknown>;
  /** The Sig_structure of RFC 9052 §4.4, encoded: the bytes that the signature is over. */
  readonly toBeSigned: Uint8Array;
  /** 64 bytes for both algorithms. */
  readonly signature: Uint8Array;
}

/** Signs `toBeSigned` (RFC 9052 §4.4): 64 bytes, Ed25519 (RFC 8032) or ECDSA P-256 as r‖s (RFC 9053 §2.1). */
export type SignBytes = (toBeSigned: Uint8Array) => Promise<Uint8Array> | Uint8Array;

function protectedBytes(headers: Sign1Headers): Uint8Array {
  const map = new Map<number, unknown>([[ALG, headers.alg]]);
  if (headers.kid !== undefined) map.set(KID, headers.kid);
  return encode(map);
}

function sigStructure(protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array {
  return encode(['Signature1', protectedHeader, new Uint8Array(0), payload]);
}

/** An untagged COSE_Sign1 (the prefix of the QR text already says what it is). */
export async function encodeSign1(
  headers: Sign1Headers,
  payload: ReadonlyMap<number, unknown>,
  sign: SignBytes,
): Promise<Uint8Array> {
  const header = protectedBytes(headers);
  const body = encode(payload);
  const signature = await sign(sigStructure(header, body));
  return encode([header, new Map(), body, signature]);
}

function malformed(what: string, cause?: unknown): TanglegateError {
  return new TanglegateError('pass-malformed', `This code is damaged: ${what}.`, { cause });
}

function decodeCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, {
      useMaps: true,
      strict: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
    });
  } catch (cause) {
    throw malformed('it is not CBOR', cause);
  }
}

function readHeaders(bytes: Uint8Array): Sign1Headers {
  const map = decodeCbor(bytes);
  if (!(map instanceof Map)) throw malformed('its header is no map');
  const alg: unknown = map.get(ALG);
  const kid: unknown = map.get(KID);
  if (alg !== EDDSA && alg !== ES256) throw malformed('its algorithm is neither EdDSA nor ES256');
  if (kid !== undefined && !(kid instanceof Uint8Array)) throw malformed('its key id is no byte string');
  const headers: Sign1Headers = kid === undefined ? { alg } : { alg, kid };
  if (!sameBytes(protectedBytes(headers), bytes))
    throw malformed('its header says more than algorithm and key');
  return headers;
}

/**
 * Reads what `encodeSign1` writes, and nothing else: no tags, no unprotected headers, no second encoding of the same content.
 * The signature is not checked here: verifying is a port (`toBeSigned`, `signature`).
 * @throws TanglegateError `pass-malformed`
 */
export function decodeSign1(bytes: Uint8Array): Sign1 {
  const parts = decodeCbor(bytes);
  if (!Array.isArray(parts) || parts.length !== 4) throw malformed('it is no COSE_Sign1');
  const [header, unprotected, body, signature] = parts as unknown[]; // Array.isArray gives any[]; each part is checked below.
  if (!(header instanceof Uint8Array) || !(body instanceof Uint8Array))
    throw malformed('it is no COSE_Sign1');
  if (!(unprotected instanceof Map) || unprotected.size > 0) throw malformed('it has unprotected headers');
  if (!(signature instanceof Uint8Array) || signature.length !== 64)
    throw malformed('its signature is not 64 bytes');
  const payload = decodeCbor(body);
  if (!(payload instanceof Map)) throw malformed('its claims are no map');
  if (!sameBytes(encode(payload), body)) throw malformed('its claims are not encoded deterministically');
  return { ...readHeaders(header), payload, toBeSigned: sigStructure(header, body), signature };
}
