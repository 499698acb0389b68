import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSigningKey } from './signing-key.ts';
import { verifyEd25519 } from './verify.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tg-key-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('the key is made once, kept for its owner only, and found again', async () => {
  const file = join(folder, 'organiser', 'signing-key.pem');
  const first = openSigningKey(file);
  const again = openSigningKey(file);
  expect([first.isNew, again.isNew]).toEqual([true, false]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const bytes = new Uint8Array([1, 2, 3]);
  expect(verifyEd25519(first.key.publicKey, bytes, await again.key.sign(bytes))).toBe(true);
});

test('a damaged key is named, and never replaced by a new one', () => {
  const file = join(folder, 'signing-key.pem');
  writeFileSync(file, 'not a key');
  expect(() => openSigningKey(file)).toThrow(expect.objectContaining({ code: 'signing-key-unreadable' }));
  expect(readFileSync(file, 'utf8')).toBe('not a key');
});
