import { generateKeyPairSync, sign } from 'node:crypto';
import { toHex } from '@tanglegate/core/bytes';
import { expect, test } from 'vitest';
import { temporarySigningKey } from './signing-key.ts';
import { keyIdOf, verifyEd25519, verifyEs256 } from './verify.ts';

const message = new TextEncoder().encode('one night in December');

function p256(): { publicKey: string; sign: (bytes: Uint8Array) => Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([
    Buffer.of(4),
    Buffer.from(x ?? '', 'base64url'),
    Buffer.from(y ?? '', 'base64url'),
  ]);
  return {
    publicKey: toHex(point),
    sign: (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

/** A copy with one bit changed. */
function flipped(bytes: Uint8Array, at = 3): Uint8Array {
  return bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
}

test('RFC 8032 test 2 verifies', () => {
  const key = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
  const signature = Buffer.from(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    'hex',
  );
  expect(verifyEd25519(key, Buffer.from('72', 'hex'), signature)).toBe(true);
  expect(verifyEd25519(key, Buffer.from('73', 'hex'), signature)).toBe(false);
});

test('an Ed25519 signature holds for its key and its message alone', async () => {
  const key = temporarySigningKey();
  const signature = await key.sign(message);
  expect(verifyEd25519(key.publicKey, message, signature)).toBe(true);
  expect(verifyEd25519(key.publicKey, message, flipped(signature))).toBe(false);
  expect(verifyEd25519(key.publicKey, message, signature.slice(1))).toBe(false);
  expect(verifyEd25519(temporarySigningKey().publicKey, message, signature)).toBe(false);
});

test('an ES256 signature holds for its key and its message alone', () => {
  const key = p256();
  const signature = key.sign(message);
  expect(verifyEs256(key.publicKey, message, signature)).toBe(true);
  expect(verifyEs256(key.publicKey, flipped(message), signature)).toBe(false);
  expect(verifyEs256(key.publicKey, message, signature.slice(1))).toBe(false);
  expect(verifyEs256(p256().publicKey, message, signature)).toBe(false);
});

test('the key id is the first 8 bytes of SHA-256 of the raw key', () => {
  expect(keyIdOf('00'.repeat(32))).toBe('66687aadf862bd77');
});
