import { expect, test } from 'vitest';
import { didJwkOf, signingKeyOfDid } from './did-jwk.ts';
import { temporarySigningKey } from './signing-key.ts';

test('the identity library finds the signing key in the DID made of it', () => {
  const { publicKey } = temporarySigningKey();
  expect(signingKeyOfDid(didJwkOf(publicKey))).toBe(publicKey);
});

test.each([
  'did:jwk:nonsense',
  'did:key:z6Mk',
  '',
  `did:jwk:${Buffer.from('{"kty":"EC"}').toString('base64url')}`,
])('INVALID %j is refused by name', (did) => {
  expect(() => signingKeyOfDid(did)).toThrow(expect.objectContaining({ code: 'did-unreadable' }));
});
