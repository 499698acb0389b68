import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { fromHex } from '@tanglegate/core/bytes';
import { keyIdSchema, type KeyId } from '@tanglegate/core/ids';

/** DER headers of a SubjectPublicKeyInfo: RFC 8410 for Ed25519, RFC 5480 for an uncompressed P-256 point. */
const ED25519_SPKI = fromHex('302a300506032b6570032100');
const P256_SPKI = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200');

function importKey(header: Uint8Array, publicKeyHex: string): KeyObject {
  const der = Buffer.concat([header, fromHex(publicKeyHex)]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

/** First 8 bytes of SHA-256 of the raw public key: the `kid` of its passes. */
export function keyIdOf(publicKeyHex: string): KeyId {
  return keyIdSchema.parse(createHash('sha256').update(fromHex(publicKeyHex)).digest('hex').slice(0, 16));
}

export type VerifySignature = (bytes: Uint8Array, signature: Uint8Array) => boolean;

/**
 * RFC 8032, for one key that is parsed once: checking takes about 0.1 ms.
 * @param publicKeyHex 32 bytes as hex. @throws when it is no such key.
 */
export function ed25519Verifier(publicKeyHex: string): VerifySignature {
  const key = importKey(ED25519_SPKI, publicKeyHex);
  return (bytes, signature) => signature.length === 64 && verify(null, bytes, key, signature);
}

/**
 * ECDSA over P-256 with SHA-256, the signature as r‖s (RFC 9053 §2.1).
 * @param publicKeyHex the uncompressed point, 65 bytes as hex. @throws when it is no such key.
 */
export function es256Verifier(publicKeyHex: string): VerifySignature {
  const key = importKey(P256_SPKI, publicKeyHex);
  return (bytes, signature) =>
    signature.length === 64 && verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

export function verifyEd25519(publicKeyHex: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  return ed25519Verifier(publicKeyHex)(bytes, signature);
}

export function verifyEs256(publicKeyHex: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  return es256Verifier(publicKeyHex)(bytes, signature);
}
