import { hash } from 'node:crypto';
import { es256Verifier, ed25519Verifier, type VerifySignature } from '@tanglegate/did/verify';
import type { Cryptography } from '../../ports/cryptography.ts';

/** Keys of organisers are few; keys of holders are as many as tickets, and parsing one is cheap beside checking with it. */
const KEPT_VERIFIERS = 1_000;

/** Node's own OpenSSL, on this thread: about 0.1 ms for a check. Announced static passes need none. */
export function nodeCryptography(): Cryptography {
  const verifiers = new Map<string, VerifySignature>();
  const verifierOf = (alg: 'EdDSA' | 'ES256', publicKey: string): VerifySignature => {
    const known = verifiers.get(publicKey);
    if (known !== undefined) return known;
    const made = alg === 'EdDSA' ? ed25519Verifier(publicKey) : es256Verifier(publicKey);
    if (verifiers.size >= KEPT_VERIFIERS) verifiers.clear();
    verifiers.set(publicKey, made);
    return made;
  };
  return {
    digest: (text) => hash('sha256', text, 'hex'),
    verify(alg, publicKey, bytes, signature) {
      try {
        return verifierOf(alg, publicKey)(bytes, signature);
      } catch {
        // A holder's key that is no point of the curve: nothing can be signed by it.
        return false;
      }
    },
  };
}
