import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeCredentials } from '@tanglegate/broker/compose-credentials';
import { readBrokerSettings } from '@tanglegate/broker/settings';
import { doorIdSchema, venueIdSchema } from '@tanglegate/core/ids';
import { unitsFromText } from '@tanglegate/core/money';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import { answerSchema, type Answer } from '@tanglegate/core/mqtt/verdict';
import { makePayer } from '@tanglegate/devnet/testing/pay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkoutClient, paidTier } from './checkout-client.ts';
import { importOpenEvent } from './event-file.ts';
import { freePort } from './free-port.ts';
import { answers, startPart, type Part } from './part.ts';
import { waitFor } from './wait-for.ts';

const venue = venueIdSchema.parse('harbour');
const door = doorIdSchema.parse('harbour-1');
const folders = {
  checkout: mkdtempSync(join(tmpdir(), 'tg-office-')),
  venue: mkdtempSync(join(tmpdir(), 'tg-venue-')),
};
const parts: Record<string, Part> = {};
let urls: { node: string; checkout: string; validator: string };
let doorLogIn: { username: string; password: string };

/** Made by the operator of the venue's broker. */
function issue(principal: Principal): { TANGLEGATE_MQTT_USERNAME: string; TANGLEGATE_MQTT_PASSWORD: string } {
  const credentials = composeCredentials(readBrokerSettings({ TANGLEGATE_DATA: folders.venue }));
  const { username, password } = credentials.issue(principal, 'parts alone');
  credentials.close();
  return { TANGLEGATE_MQTT_USERNAME: username, TANGLEGATE_MQTT_PASSWORD: password };
}

const local = (port: string, path = ''): string => `http://127.0.0.1:${port}${path}`;

beforeAll(async () => {
  const ports = (await Promise.all(Array.from({ length: 5 }, freePort))).map(String);
  const [node = '', mqtt = '', webSocket = '', http = '', scans = ''] = ports;
  urls = { node: local(node), checkout: local(http), validator: local(scans) };
  const TANGLEGATE_MQTT_URL = `mqtt://127.0.0.1:${mqtt}`;
  const atVenue = { TANGLEGATE_DATA: folders.venue, TANGLEGATE_MQTT_URL, TANGLEGATE_VENUE: venue };
  const atOffice = { TANGLEGATE_DATA: folders.checkout, TANGLEGATE_MQTT_URL };
  parts['devnet'] = await startPart('devnet', { ...atOffice, TANGLEGATE_DEVNET_PORT: node }, (said) =>
    Promise.resolve(/JSON-RPC/.test(said) || undefined),
  );
  const brokerPorts = { TANGLEGATE_MQTT_PORT: mqtt, TANGLEGATE_MQTT_WEBSOCKET_PORT: webSocket };
  parts['broker'] = await startPart('broker', { ...atVenue, ...brokerPorts }, (said) =>
    Promise.resolve(/takes connections/.test(said) || undefined),
  );
  const office = {
    ...atOffice,
    ...issue({ role: 'checkout' }),
    TANGLEGATE_PORT: http,
    TANGLEGATE_NODE_URL: urls.node,
  };
  parts['checkout'] = await startPart('checkout', office, () => answers(`${urls.checkout}/readyz`));
  const box = { ...atVenue, ...issue({ role: 'validator', venue }), TANGLEGATE_VALIDATOR_PORT: scans };
  parts['validator'] = await startPart('validator', box, () => answers(`${urls.validator}/readyz`));
  await importOpenEvent(folders.checkout, 'harbour-night', venue);
  const made = issue({ role: 'door', venue, door });
  doorLogIn = { username: made.TANGLEGATE_MQTT_USERNAME, password: made.TANGLEGATE_MQTT_PASSWORD };
});
afterAll(async () => {
  await Promise.all(Object.values(parts).map((part) => part.stop()));
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
});

async function scan(pass: string): Promise<Answer> {
  const { username, password } = doorLogIn;
  const response = await fetch(`${urls.validator}/api/doors/${door}/scans`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    },
    body: JSON.stringify({ id: randomUUID(), pass, at: Date.now(), direction: 'in' }),
  });
  return answerSchema.parse(await response.json());
}

async function buy(): Promise<string> {
  const checkout = checkoutClient(urls.checkout);
  const event = await checkout.event('harbour-night');
  const placed = await checkout.place(event, paidTier(event).id);
  if (placed.order.state !== 'open') throw new Error('the order should be open');
  const payer = await makePayer({ rpcUrl: urls.node, faucetUrl: urls.node });
  await payer.pay([{ address: placed.order.address, amount: unitsFromText(placed.order.due) }]);
  const [link] = (await checkout.paid(placed)).tickets;
  const { pass } = await checkout.ticket(link ?? { id: '', secret: '' });
  return pass ?? '';
}

test('five parts in five processes: bought at the office, admitted at the venue', async () => {
  const answer = await waitFor('the venue to know its doors', async () => {
    const given = await scan(await buy());
    return given.decision === 'refuse' && given.reason === 'door-not-allowed' ? undefined : given;
  });
  expect(answer).toMatchObject({ decision: 'admit', zoneName: 'Main floor' });
});

test('the venue goes on admitting while the office is gone', async () => {
  const pass = await buy();
  await parts['checkout']?.stop();
  expect(await scan(pass)).toMatchObject({ decision: 'admit' });
  expect(await scan('no ticket')).toMatchObject({ decision: 'refuse', reason: 'malformed' });
});
