import { expect, test } from 'vitest';
import type { Pass } from '@tanglegate/core/pass/parse-pass';
import type { Fact } from '@tanglegate/core/register/facts';
import { makeHolder, makeOrganiser, newTicket, NOW, numbers } from '../testing/organiser.ts';
import { findSigner } from './find-signer.ts';
import { RegisterIndex } from './register-index.ts';

const organiser = makeOrganiser();
const { holderKey } = makeHolder();
const ticket = newTicket();
const digest = 'd'.repeat(64);
const bytes = { toBeSigned: new Uint8Array(1), signature: new Uint8Array(64) };
const paper: Pass = {
  kind: 'static',
  ticket,
  event: numbers.event,
  tier: numbers.floor,
  kid: organiser.kid,
  ...bytes,
};
const live: Pass = { kind: 'live', ticket, issuedAt: NOW, ...bytes };
const issued: Fact = { kind: 'ticket-issued', ticket, event: numbers.event, tier: numbers.floor, digest };
const revoked: Fact = { kind: 'key-revoked', kid: organiser.kid };
const key = organiser.keyAdded;

test.each<[string, readonly Fact[], Pass, string, object]>([
  ['an announced pass is recognised', [key, issued], paper, digest, { kind: 'recognised' }],
  [
    'another text of the same ticket is checked',
    [key, issued],
    paper,
    'e'.repeat(64),
    {
      ...{ kind: 'verify', alg: 'EdDSA', publicKey: key.publicKey },
    },
  ],
  ['an unannounced pass is checked', [key], paper, digest, { kind: 'verify', alg: 'EdDSA' }],
  ['a key never heard of', [issued], paper, digest, { kind: 'refuse', reason: 'unknown-issuer' }],
  [
    'a key withdrawn, also for what was announced',
    [key, issued, revoked],
    paper,
    digest,
    { reason: 'key-revoked' },
  ],
  ['a key withdrawn before it was heard of', [revoked, key], paper, digest, { reason: 'key-revoked' }],
  [
    'a live pass of a bound ticket',
    [{ ...issued, holderKey }],
    live,
    digest,
    {
      ...{ kind: 'verify', alg: 'ES256', publicKey: holderKey },
    },
  ],
  [
    'a live pass of a ticket bound to no phone',
    [issued],
    live,
    digest,
    { kind: 'refuse', reason: 'bad-signature' },
  ],
  ['a live pass of an unknown ticket', [], live, digest, { kind: 'refuse', reason: 'not-in-register' }],
])('%s', (_name, facts, pass, shown, expected) => {
  const register = new RegisterIndex();
  for (const fact of facts) register.apply(fact);
  expect(findSigner(register, pass, shown)).toMatchObject(expected);
});
