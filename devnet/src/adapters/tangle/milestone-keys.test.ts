import { createPublicKey, verify } from 'node:crypto';
import { blake2b } from '@noble/hashes/blake2';
import { expect, test } from 'vitest';
import { makeMilestoneKey, publicKeyOf, signWithKeys } from './milestone-keys.ts';

test('a key is 64 bytes, its public half last, and no two are the same', () => {
  const [one, other] = [makeMilestoneKey(), makeMilestoneKey()];
  expect(one).toMatch(/^[0-9a-f]{128}$/);
  expect(publicKeyOf(one)).toBe(one.slice(-64));
  expect(one).not.toBe(other);
});

test('the key of RFC 8032, test 2, has the public key given there', () => {
  const seed = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
  const publicKey = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
  const essence = Uint8Array.of(1, 2, 3);
  const [signed] = signWithKeys([seed + publicKey]).sign(essence);
  const spki = Buffer.from(`302a300506032b6570032100${publicKey}`, 'hex');
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const signature = Buffer.from(signed?.signature.slice(2) ?? '', 'hex');
  expect(verify(null, blake2b(essence, { dkLen: 32 }), key, signature)).toBe(true);
});

test('signatures come rising by public key, however the keys are named', () => {
  const keys = Array.from({ length: 5 }, makeMilestoneKey);
  const signed = signWithKeys(keys).sign(Uint8Array.of(7));
  expect(signed.map(({ publicKey }) => publicKey)).toEqual(keys.map((key) => `0x${publicKeyOf(key)}`).sort());
});
