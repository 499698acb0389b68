import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { blake2b } from '@noble/hashes/blake2';
import { fromHex, toHex } from '@tanglegate/core/bytes';
import type { MilestoneSigner } from '../../ports/coordinating.ts';

/** RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS #8. */
const PKCS8_PREFIX = fromHex('302e020100300506032b657004220420');

/** Hexadecimal: 32 bytes of seed and 32 of public key, as Hornet's own tools want a private key. */
export function makeMilestoneKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  return toHex(Buffer.concat([seed, publicKey]));
}

export function publicKeyOf(key: string): string {
  return key.slice(64);
}

export function signWithKeys(keys: readonly string[]): MilestoneSigner {
  const signers = keys
    .map((key) => ({
      publicKey: publicKeyOf(key),
      privateKey: createPrivateKey({
        key: Buffer.concat([PKCS8_PREFIX, fromHex(key.slice(0, 64))]),
        format: 'der',
        type: 'pkcs8',
      }),
    }))
    .sort((a, b) => (a.publicKey < b.publicKey ? -1 : 1));
  return {
    sign: (essence) => {
      const hash = blake2b(essence, { dkLen: 32 });
      return signers.map(({ publicKey, privateKey }) => ({
        publicKey: `0x${publicKey}`,
        signature: `0x${sign(null, hash, privateKey).toString('hex')}`,
      }));
    },
  };
}
