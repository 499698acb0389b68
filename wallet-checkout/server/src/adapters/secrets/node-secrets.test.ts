import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/start-backbone.ts';
import { openKeyFile } from './key-file.ts';
import { nodeSecrets } from './node-secrets.ts';

const key = Buffer.alloc(32, 1);

test('a ticket’s link secret is 43 characters, the same each time, another for each ticket and each key', () => {
  const secrets = nodeSecrets(key);
  const [one, two] = [secrets.newTicketId(), secrets.newTicketId()];
  const secret = secrets.ticketSecret(one);
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(nodeSecrets(key).ticketSecret(one)).toBe(secret);
  expect(secrets.ticketSecret(two)).not.toBe(secret);
  expect(nodeSecrets(Buffer.alloc(32, 2)).ticketSecret(one)).not.toBe(secret);
});

test.each(['', 'x', 'ä'.repeat(43), 'A'.repeat(43), 'A'.repeat(10_000)])('"%.10s" opens nothing', (wrong) => {
  const secrets = nodeSecrets(key);
  const ticket = secrets.newTicketId();
  expect(secrets.opensTicket(ticket, wrong)).toBe(false);
  expect(secrets.matchesHash(wrong, secrets.hash(secrets.newLinkSecret()))).toBe(false);
});

test('the right secret opens', () => {
  const secrets = nodeSecrets(key);
  const ticket = secrets.newTicketId();
  const link = secrets.newLinkSecret();
  expect(secrets.opensTicket(ticket, secrets.ticketSecret(ticket))).toBe(true);
  expect(secrets.matchesHash(link, secrets.hash(link))).toBe(true);
});

test('a key file is made once, for its owner only, and a damaged one is said by name', () => {
  const file = join(temporaryFolder(), 'keys', 'link-key');
  const made = openKeyFile(file);
  expect(made).toHaveLength(32);
  expect(Buffer.from(openKeyFile(file)).equals(made)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, 'no key');
  expect(() => openKeyFile(file)).toThrow(expect.objectContaining({ code: 'key-file-unreadable' }) as Error);
});
