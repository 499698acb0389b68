import { encode } from 'cborg';
import { expect, test } from 'vitest';
import { fromHex } from '../bytes.ts';
import { toBase45 } from './base45.ts';
import { parsePass } from './parse-pass.ts';

const CTI = fromHex('00112233445566778899aabbccddeeff');
const signature = new Uint8Array(64);
const header = encode(
  new Map<number, unknown>([
    [1, -8],
    [4, fromHex('0123456789abcdef')],
  ]),
);
const goodClaims = new Map<number, unknown>([
  [7, CTI],
  [-65537, [1, 2]],
]);

function staticText(
  parts: { header?: Uint8Array; unprotected?: unknown; claims?: unknown; signature?: unknown } = {},
): string {
  const body = encode(parts.claims ?? goodClaims);
  return `TG1:${toBase45(encode([parts.header ?? header, parts.unprotected ?? new Map(), body, parts.signature ?? signature]))}`;
}

function liveText(claims: Map<number, unknown>, alg = -7): string {
  return `TL1:${toBase45(encode([encode(new Map([[1, alg]])), new Map(), encode(claims), signature]))}`;
}

const withClaim = (key: number, value: unknown): Map<number, unknown> =>
  new Map([...goodClaims, [key, value]]);

test('VALID: the smallest good static pass and live pass', () => {
  expect(parsePass(staticText()).kind).toBe('static');
  expect(
    parsePass(
      liveText(
        new Map<number, unknown>([
          [6, 1],
          [7, CTI],
        ]),
      ),
    ).kind,
  ).toBe('live');
});

test.each([
  ['nothing', '', 'no Tanglegate ticket'],
  ['a web link', 'https://example.org/', 'no Tanglegate ticket'],
  ['a prefix alone', 'TG1:', 'not CBOR'],
  ['far too much', `TG1:${'0'.repeat(300)}`, 'too long'],
  ['what a German keyboard makes of the prefix', 'TG1Ö6BF', 'US keyboard layout'],
  ['capitals lost on the way', 'tg1:6bf', 'US keyboard layout'],
  ['small letters in base45', 'TG1:abc', 'not base45'],
  ['a triple beyond 65535', 'TG1::::', 'not base45'],
  ['one character too many', `${staticText()}0`, 'not CBOR'],
  ['CBOR with something behind it', `TG1:${toBase45(fromHex('8000'))}`, 'not CBOR'],
  ['an array of three', `TG1:${toBase45(encode([header, new Map(), signature]))}`, 'no COSE_Sign1'],
  ['an unprotected header', staticText({ unprotected: new Map([[4, 1]]) }), 'unprotected'],
  ['a short signature', staticText({ signature: new Uint8Array(63) }), '64 bytes'],
  ['another algorithm', staticText({ header: encode(new Map([[1, -37]])) }), 'neither EdDSA nor ES256'],
  ['no key id', staticText({ header: encode(new Map([[1, -8]])) }), 'signing key'],
  [
    'a long key id',
    staticText({
      header: encode(
        new Map<number, unknown>([
          [1, -8],
          [4, CTI],
        ]),
      ),
    }),
    'signing key',
  ],
  [
    'a third header',
    staticText({
      header: encode(
        new Map<number, unknown>([
          [1, -8],
          [4, CTI],
          [5, 0],
        ]),
      ),
    }),
    'more than',
  ],
  ['claims that are no map', staticText({ claims: [1] }), 'no map'],
  ['a claim nobody knows', staticText({ claims: withClaim(99, 1) }), 'no pass has'],
  ['no ticket', staticText({ claims: new Map([[-65537, [1, 2]]]) }), 'no ticket'],
  ['a ticket of 15 bytes', staticText({ claims: withClaim(7, CTI.slice(1)) }), 'no ticket'],
  ['no event', staticText({ claims: new Map([[7, CTI]]) }), 'no event and tier'],
  ['event 0', staticText({ claims: withClaim(-65537, [0, 1]) }), 'no event and tier'],
  ['a tier that is no number', staticText({ claims: withClaim(-65537, [1, '1']) }), 'no event and tier'],
  ['a time with a fraction', staticText({ claims: withClaim(5, 1.5) }), 'whole seconds'],
  ['a time before 1970', staticText({ claims: withClaim(4, -1) }), 'whole seconds'],
  ['a live pass without time', liveText(new Map([[7, CTI]])), 'no live pass'],
  [
    'a live pass signed as EdDSA',
    liveText(
      new Map<number, unknown>([
        [6, 1],
        [7, CTI],
      ]),
      -8,
    ),
    'no live pass',
  ],
  [
    'a live pass with an event',
    liveText(
      new Map<number, unknown>([
        [6, 1],
        [7, CTI],
        [-65537, [1, 1]],
      ]),
    ),
    'no pass has',
  ],
])('INVALID: %s', (_, text, words) => {
  expect(() => parsePass(text)).toThrow(
    expect.objectContaining({ code: 'pass-malformed', message: expect.stringContaining(words) as string }),
  );
});

test('INVALID: claims encoded a second way', () => {
  const body = fromHex('a23a00010000820102075000112233445566778899aabbccddeeff'); // The keys in the other order.
  const text = `TG1:${toBase45(encode([header, new Map(), body, signature]))}`;
  expect(() => parsePass(text)).toThrow('not encoded deterministically');
});
