import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { Algorithms, Headers, Sign1 as Auth0Sign1 } from '@auth0/cose';
import { expect, test } from 'vitest';
import { fromHex } from '../bytes.ts';
import { millis } from '../clock.ts';
import { eventNumberSchema, keyIdSchema, ticketIdSchema, tierNumberSchema } from '../ids.ts';
import { fromBase45, toBase45 } from './base45.ts';
import { parsePass } from './parse-pass.ts';
import { signStaticPass, type PassSigner, type StaticPassClaims } from './static-pass.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer: PassSigner = {
  kid: keyIdSchema.parse('0123456789abcdef'),
  sign: (bytes) => sign(null, bytes, privateKey),
};

function claims(event: number, tier: number, more: Partial<StaticPassClaims> = {}): StaticPassClaims {
  return {
    ticket: ticketIdSchema.parse('00112233445566778899aabbccddeeff'),
    event: eventNumberSchema.parse(event),
    tier: tierNumberSchema.parse(tier),
    ...more,
  };
}

const bounds = { notBefore: millis(1_796_500_800_000), expires: millis(1_796_526_000_000) };

test.each([
  ['a plain pass', claims(1, 2)],
  ['one of a large installation', claims(4_294_967_295, 65_535)],
  ['one with times of its own', claims(7, 3, bounds)],
])('%s comes back as it was signed, and its signature holds', async (_, given) => {
  const pass = parsePass(await signStaticPass(given, signer));
  expect(pass).toMatchObject({ kind: 'static', kid: signer.kid, ...given });
  expect(verify(null, pass.toBeSigned, publicKey, pass.signature)).toBe(true);
});

test.each([
  [claims(1, 1), 171],
  [claims(65_535, 255), 175],
  [claims(4_294_967_295, 65_535), 180],
  [claims(255, 23, bounds), 190],
])('the QR text keeps to its budget of 190 characters: %o is %i long', async (given, length) => {
  const text = await signStaticPass(given, signer);
  expect(text).toHaveLength(length);
  expect(text).toMatch(/^TG1:[0-9A-Z $%*+\-./:]+$/);
});

test("somebody else's COSE library verifies our pass, and refuses it with one bit changed", async () => {
  const bytes = fromBase45((await signStaticPass(claims(1, 1), signer)).slice(4));
  await expect(Auth0Sign1.decode(bytes).verify(publicKey)).resolves.toBeUndefined();
  const forged = bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
  await expect(Auth0Sign1.decode(forged).verify(publicKey)).rejects.toThrow();
});

test("we read a pass that somebody else's COSE library signed", async () => {
  const payload = fromHex('a2075000112233445566778899aabbccddeeff3a00010000820102');
  const theirs = await Auth0Sign1.sign(
    [
      [Headers.Algorithm, Algorithms.EdDSA],
      [Headers.KeyID, fromHex('0123456789abcdef')],
    ],
    [],
    payload,
    privateKey,
  );
  const untagged = theirs.encode().subarray(1);
  expect(parsePass(`TG1:${toBase45(untagged)}`)).toMatchObject({ event: 1, tier: 2 });
});
