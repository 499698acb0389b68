import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { toHex } from '@tanglegate/core/bytes';
import { TanglegateError } from '@tanglegate/core/errors';
import type { PassSigner } from '@tanglegate/core/pass/static-pass';
import { keyIdOf } from './verify.ts';

/** The organiser's ticket-signing key. It signs tickets; it can spend nothing. */
export interface SigningKey extends PassSigner {
  /** Raw Ed25519 public key, 32 bytes as hex. */
  readonly publicKey: string;
}

function signingKey(key: KeyObject): SigningKey {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  const publicKey = toHex(Buffer.from(x ?? '', 'base64url'));
  return { kid: keyIdOf(publicKey), publicKey, sign: (bytes) => sign(null, bytes, key) };
}

function readKey(file: string): SigningKey {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return signingKey(key);
  } catch (cause) {
    throw new TanglegateError(
      'signing-key-unreadable',
      `The ticket-signing key in ${file} cannot be read. Restore it from your backup.`,
      { cause },
    );
  }
  throw new TanglegateError(
    'signing-key-unreadable',
    `The ticket-signing key in ${file} is no Ed25519 key. Restore it from your backup.`,
  );
}

/** On disk before anybody trusts it: a key lost to a power cut would orphan every ticket it signed. */
function writeKey(file: string, pem: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, pem);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * The key in `file` (PKCS #8, PEM, readable by its owner only), made on first use.
 * @throws TanglegateError `signing-key-unreadable`
 */
export function openSigningKey(file: string): { key: SigningKey; isNew: boolean } {
  if (existsSync(file)) return { key: readKey(file), isNew: false };
  const { privateKey } = generateKeyPairSync('ed25519');
  writeKey(file, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  return { key: signingKey(privateKey), isNew: true };
}

/** A key that lives in memory only, for tests and benchmarks. */
export function temporarySigningKey(): SigningKey {
  return signingKey(generateKeyPairSync('ed25519').privateKey);
}
