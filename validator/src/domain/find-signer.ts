import type { Pass } from '@tanglegate/core/pass/parse-pass';
import type { Refusal } from '@tanglegate/core/refusals';
import type { RegisterIndex } from './register-index.ts';

/** Whose signature a pass must carry, as far as the register says. */
export type Signer =
  /** The register announced this very text: its signature was made by the organiser and need not be checked again. */
  | { readonly kind: 'recognised' }
  | { readonly kind: 'verify'; readonly alg: 'EdDSA' | 'ES256'; readonly publicKey: string }
  | { readonly kind: 'refuse'; readonly reason: Refusal; readonly words: string };

const refuse = (reason: Refusal, words: string): Signer => ({ kind: 'refuse', reason, words });

/** @param digest SHA-256 of the pass's text, hex */
export function findSigner(register: RegisterIndex, pass: Pass, digest: string): Signer {
  const { issued } = register.ticket(pass.ticket);
  if (pass.kind === 'live') {
    if (issued === undefined) return refuse('not-in-register', 'This ticket is not in the register');
    if (issued.holderKey === undefined)
      return refuse('bad-signature', 'No phone is bound to this ticket: ask for the ticket’s own code');
    return { kind: 'verify', alg: 'ES256', publicKey: issued.holderKey };
  }
  const key = register.key(pass.kid);
  if (key === undefined) return refuse('unknown-issuer', 'Not signed by an organiser known here');
  if (key.revoked)
    return refuse(
      'key-revoked',
      'The key that signed this ticket was withdrawn: send the guest to the counter',
    );
  if (issued?.digest === digest) return { kind: 'recognised' };
  return { kind: 'verify', alg: 'EdDSA', publicKey: key.publicKey };
}
