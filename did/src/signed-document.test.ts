import { expect, test } from 'vitest';
import { temporarySigningKey } from './signing-key.ts';
import { readSignedDocument, signDocument } from './signed-document.ts';

const key = temporarySigningKey();
const other = temporarySigningKey();
const signed = await signDocument('tanglegate-test', { amount: '12' }, key);
const text = JSON.stringify(signed);
const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('what was signed is read back, with the key that signed it', () => {
  expect(readSignedDocument('tanglegate-test', text)).toEqual({
    payload: { amount: '12' },
    publicKey: key.publicKey,
  });
});

const header = JSON.parse(Buffer.from(signed.protected, 'base64url').toString()) as object;
const foreign = await signDocument('tanglegate-test', { amount: '12' }, other);
const bareText = { ...signed, payload: Buffer.from('nothing').toString('base64url') };

test.each<[string, string, string]>([
  ['another amount', JSON.stringify({ ...signed, payload: b64({ amount: '13' }) }), 'signature does not fit'],
  ["another key's header", JSON.stringify({ ...signed, protected: foreign.protected }), 'does not fit'],
  [
    "another key's signature",
    JSON.stringify({ ...signed, signature: foreign.signature }),
    'signature does not fit',
  ],
  [
    'a header that says no algorithm',
    JSON.stringify({ ...signed, protected: b64({ ...header, alg: 'none' }) }),
    'header is wrong',
  ],
  [
    'a header that says more',
    JSON.stringify({ ...signed, protected: b64({ ...header, crit: ['b64'] }) }),
    'header is wrong',
  ],
  ['an empty header', JSON.stringify({ ...signed, protected: b64({}) }), 'header is wrong'],
  ['a changed payload that is no JSON', JSON.stringify(bareText), 'signature does not fit'],
  ['no signature', JSON.stringify({ ...signed, signature: '' }), 'no signed document'],
  ['an array', '[]', 'no signed document'],
  ['half of it', text.slice(0, 100), 'no JSON'],
  ['nothing', '', 'no JSON'],
])('INVALID: %s', (_name, document, words) => {
  expect(() => readSignedDocument('tanglegate-test', document)).toThrow(
    expect.objectContaining({ code: 'document-wrong', message: expect.stringContaining(words) as string }),
  );
});

test('a document of one type is never taken for one of another', () => {
  expect(() => readSignedDocument('tanglegate-money', text)).toThrow(
    'it is tanglegate-test, and tanglegate-money is wanted',
  );
});
