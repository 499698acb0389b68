import identity from '@iota/identity-wasm/node/index.js';
import { fromHex, toHex } from '@tanglegate/core/bytes';
import { TanglegateError } from '@tanglegate/core/errors';

/** The public JWK of an Ed25519 key (RFC 8037). */
function publicJwk(publicKeyHex: string): Record<string, string> {
  const x = Buffer.from(fromHex(publicKeyHex)).toString('base64url');
  return { alg: 'EdDSA', crv: 'Ed25519', kty: 'OKP', use: 'sig', x };
}

/** The DID that an organiser has without any ledger: `did:jwk:` and its public key. */
export function didJwkOf(publicKeyHex: string): string {
  return `did:jwk:${Buffer.from(JSON.stringify(publicJwk(publicKeyHex))).toString('base64url')}`;
}

/**
 * The Ed25519 key that a did:jwk document names, read by the identity library.
 * @throws TanglegateError `did-unreadable`
 */
export function signingKeyOfDid(did: string): string {
  try {
    const document = identity.CoreDocument.expandDIDJwk(identity.DIDJwk.parse(did));
    const jwk = document.methods()[0]?.data().tryPublicKeyJwk().paramsOkp();
    if (jwk?.crv === 'Ed25519') return toHex(Buffer.from(jwk.x, 'base64url'));
  } catch (cause) {
    throw new TanglegateError('did-unreadable', `"${did.slice(0, 80)}" is not a did:jwk that can be read.`, {
      cause,
    });
  }
  throw new TanglegateError('did-unreadable', `"${did.slice(0, 80)}" does not name an Ed25519 key.`);
}
