import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { millis } from '@tanglegate/core/clock';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectAs, whenClosed } from '../testing/mqtt-client.ts';
import { door, principals, startBroker, venue } from '../testing/running-broker.ts';
import { CredentialStore } from './credential-store.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-credentials-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function open(folder = newFolder()): CredentialStore {
  const store = new CredentialStore({ folder, clock: { now: () => millis(1_000) } });
  onTestFinished(() => {
    store.close();
  });
  return store;
}

test('only its owner can read the file and its log', () => {
  const folder = newFolder();
  open(folder);
  for (const name of ['credentials.sqlite', 'credentials.sqlite-wal'])
    expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
});

test('who has a credential is who it was issued to, after a restart too', () => {
  const folder = newFolder();
  const { username, password } = open(folder).issue(principals.gate, 'relay box');
  expect(open(folder).verify(username, password)).toEqual(principals.gate);
});

test.each<[Principal, RegExp]>([
  [principals.door, /^door\.north-1\.[a-z2-9]{6}$/],
  [principals.gate, /^gate\.north-1\.[a-z2-9]{6}$/],
  [principals.validator, /^validator\.town-hall\.[a-z2-9]{6}$/],
  [principals.checkout, /^checkout\.[a-z2-9]{6}$/],
  [{ role: 'relay', relayPrefix: 'shelly/1' }, /^relay\.[a-z2-9]{6}$/],
])('a user name says whose it is: %o', (principal, form) => {
  const { username, password } = open().issue(principal, '');
  expect(username).toMatch(form);
  expect(password).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test('a door’s credential for the checkout', async () => {
  const store = open();
  const { username, password } = await store.issueDoor({ venue, door, label: 'North 1' });
  expect(store.verify(username, password)).toEqual({ role: 'door', venue, door });
  expect(store.list()).toEqual([
    {
      username,
      principal: { role: 'door', venue, door },
      label: 'North 1',
      createdAt: 1_000,
      lastSeenAt: 1_000,
    },
  ]);
});

test('the file does not hold the secret', () => {
  const folder = newFolder();
  const { password } = open(folder).issue(principals.door, '');
  const files = ['credentials.sqlite', 'credentials.sqlite-wal'].map((name) =>
    readFileSync(join(folder, name)),
  );
  expect(Buffer.concat(files).includes(password)).toBe(false);
});

test.each([
  ['tg/v1', 'not beginning with tg'],
  ['a/#', 'joined by /'],
  ['a/', 'joined by /'],
  ['', 'joined by /'],
  ['a\0', 'joined by /'],
])('INVALID relay prefix %j', (relayPrefix, words) => {
  const issue = (): unknown => open().issue({ role: 'relay', relayPrefix }, '');
  expect(issue).toThrow(
    expect.objectContaining({
      code: 'credential-malformed',
      message: expect.stringContaining(words) as string,
    }),
  );
});

test('wrong, unknown and revoked are all the same: nobody', () => {
  const store = open();
  const { username, password } = store.issue(principals.door, '');
  expect(store.verify(username, `${password}x`)).toBeUndefined();
  expect(store.verify('door.north-1.aaaaaa', password)).toBeUndefined();
  store.revoke(username);
  expect(store.verify(username, password)).toBeUndefined();
  expect(store.list()).toMatchObject([{ username, revokedAt: 1_000 }]);
});

test('revoking what is not there says so', () => {
  expect(() => {
    open().revoke('door.north-1.aaaaaa');
  }).toThrow(expect.objectContaining({ code: 'credential-unknown' }));
});

test('a revocation written by somebody else, such as the operator’s script, cuts the live connection', async () => {
  const broker = await startBroker();
  const kept = await connectAs(broker.tcpUrl, broker.credential('validator'));
  const credential = broker.credential('door');
  const client = await connectAs(broker.tcpUrl, credential);
  const closed = whenClosed(client);
  open(broker.folder).revoke(credential.username);
  await closed;
  await vi.waitFor(() => {
    expect(kept.connected).toBe(true);
  });
});
