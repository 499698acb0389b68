import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { Sign1 as Auth0Sign1 } from '@auth0/cose';
import { expect, test } from 'vitest';
import { millis } from '../clock.ts';
import { ticketIdSchema } from '../ids.ts';
import { fromBase45 } from './base45.ts';
import { signLivePass } from './live-pass.ts';
import { parsePass } from './parse-pass.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ticket = ticketIdSchema.parse('ffeeddccbbaa99887766554433221100');
const signP256 = (bytes: Uint8Array): Uint8Array =>
  sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });

test('a live pass comes back with its ticket and its whole second, in 153 characters', async () => {
  const text = await signLivePass({ ticket, issuedAt: millis(1_796_500_812_345) }, signP256);
  expect(text).toHaveLength(153);
  const pass = parsePass(text);
  expect(pass).toMatchObject({ kind: 'live', ticket, issuedAt: 1_796_500_812_000 });
  expect(
    verify('sha256', pass.toBeSigned, { key: publicKey, dsaEncoding: 'ieee-p1363' }, pass.signature),
  ).toBe(true);
});

test("somebody else's COSE library verifies it", async () => {
  const text = await signLivePass({ ticket, issuedAt: millis(0) }, signP256);
  await expect(Auth0Sign1.decode(fromBase45(text.slice(4))).verify(publicKey)).resolves.toBeUndefined();
});
