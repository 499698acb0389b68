import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';

const KEY_BYTES = 32;

/**
 * 32 random bytes in a file that only its owner can read, made on first use and on disk before anybody relies on them.
 * @throws TanglegateError `key-file-unreadable`
 */
export function openKeyFile(file: string): Uint8Array {
  if (existsSync(file)) {
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
    if (key.length === KEY_BYTES) return key;
    throw new TanglegateError(
      'key-file-unreadable',
      `${file} does not hold a key: ${KEY_BYTES} bytes as hex are wanted. Restore it from your backup.`,
    );
  }
  const key = randomBytes(KEY_BYTES);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, key.toString('hex'));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return key;
}
