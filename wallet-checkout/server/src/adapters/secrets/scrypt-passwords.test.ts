import { expect, test } from 'vitest';
import { scryptPasswords } from './scrypt-passwords.ts';

test('a password is stored with its cost and a salt of its own, at a cost that OWASP names', async () => {
  const passwords = scryptPasswords();
  const [one, two] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
  expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(two);
  expect(await passwords.matches('correct horse', one)).toBe(true);
  expect(await passwords.matches('correct horsf', one)).toBe(false);
});

const cheap = { N: 16, r: 1, p: 1 };

test('RFC 7914: the test vector for N=16, r=1, p=1 (its first 32 bytes)', async () => {
  const hash = Buffer.from('77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442', 'hex');
  const stored = ['scrypt', 16, 1, 1, '', hash.toString('base64url')].join('$');
  expect(await scryptPasswords(cheap).matches('', stored)).toBe(true);
});

test('the same password typed on another keyboard is the same password', async () => {
  const passwords = scryptPasswords(cheap);
  expect(await passwords.matches('Zu\u0308rich', await passwords.hash('Z\u00fcrich'))).toBe(true);
});

test('nobody has no password', async () => {
  expect(await scryptPasswords(cheap).matches('', undefined)).toBe(false);
});

test('a flood is refused instead of filling the memory, and passes', async () => {
  const passwords = scryptPasswords(cheap);
  const flood = await Promise.allSettled(
    Array.from({ length: 50 }, () => passwords.matches('guess', undefined)),
  );
  const refused = flood.filter((one) => one.status === 'rejected');
  expect(refused.length).toBe(40);
  expect(refused[0]?.reason).toMatchObject({ code: 'too-busy' });
  expect(await passwords.matches('guess', undefined)).toBe(false);
});

test('a damaged hash says what to do', async () => {
  await expect(scryptPasswords(cheap).matches('x', 'plain')).rejects.toMatchObject({
    code: 'password-hash-unreadable',
  });
});
