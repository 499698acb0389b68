import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { doorCredentialSchema, doorListSchema, enrolmentSchema } from '@tanglegate/core/http/doors';
import { errorBodySchema } from '@tanglegate/core/http/errors';
import { liveViewSchema } from '@tanglegate/core/http/live';
import { orderViewSchema, placedOrderSchema } from '@tanglegate/core/http/orders';
import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import type { Checkout } from './compose.ts';
import { startDevnet, testSettings } from './testing/start-backbone.ts';
import { startCheckout } from './testing/start-checkout.ts';

const json = { 'content-type': 'application/json' };

async function startDemo(nodeUrl?: string): Promise<Checkout> {
  const checkout = await startCheckout(testSettings({}, nodeUrl));
  expect(await checkout.ensureDemo()).toBe(true);
  return checkout;
}

async function logIn({ url, firstUser }: Checkout): Promise<{ cookie: string }> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(firstUser),
  });
  expect(answer.status).toBe(200);
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

async function order({ url }: Checkout, tier: string, quantity = 1) {
  const buyer = { name: 'Ada', phone: '+41 79 123 45 67' };
  const body = JSON.stringify({ event: 'demo-night', tier, quantity, buyer });
  const answer = await fetch(`${url}/api/orders`, { method: 'POST', headers: json, body });
  return placedOrderSchema.parse(await answer.json());
}

/** Follows server-sent events until the test is over. */
async function follow(url: string, headers: Record<string, string>): Promise<{ events: unknown[] }> {
  const stopping = new AbortController();
  onTestFinished(() => {
    stopping.abort();
  });
  const answer = await fetch(url, { headers, signal: stopping.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const followed: { events: unknown[] } = { events: [] };
  let text = '';
  const read = async (): Promise<void> => {
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString(); // fetch's body is made of bytes.
      followed.events = [...text.matchAll(/^data:(.*)\n\n/gm)].map(
        (match) => JSON.parse(match[1] ?? '') as unknown,
      );
    }
  };
  read().catch(() => undefined); // Ends with the test's abort or the server's stop.
  return followed;
}

test('a link opens the free ticket it was made for, and no letter of it may change', async () => {
  const checkout = await startDemo();
  const placed = await order(checkout, 'community', 2);
  const headers = { authorization: `Bearer ${placed.secret}` };
  const shown = orderViewSchema.parse(
    await (await fetch(`${checkout.url}/api/orders/${placed.order.id}`, { headers })).json(),
  );
  if (shown.state !== 'paid') throw new Error(`a free order is ${shown.state}`);
  expect(shown.tickets.map((ticket) => `${ticket.number} of ${ticket.of}`)).toEqual(['1 of 2', '2 of 2']);
  for (const { id, secret } of shown.tickets) {
    const url = `${checkout.url}/api/tickets/${id}`;
    const ticket = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
    expect(ticketViewSchema.parse(await ticket.json()).pass).toMatch(/^TG1:/);
    const first = secret.startsWith('A') ? 'B' : 'A';
    for (const wrong of [placed.secret, `${first}${secret.slice(1)}`])
      expect((await fetch(url, { headers: { authorization: `Bearer ${wrong}` } })).status).toBe(404);
  }
});

test('a door is invited by the organiser and enrolled by a device', async () => {
  const checkout = await startDemo();
  const headers = await logIn(checkout);
  const list = await fetch(`${checkout.url}/api/doors`, { headers });
  expect(doorListSchema.parse(await list.json()).doors.map((door) => door.id)).toEqual([
    'north-1',
    'south-1',
    'yard-1',
  ]);
  const invited = await fetch(`${checkout.url}/api/doors/north-1/enrolments`, { method: 'POST', headers });
  const { link } = enrolmentSchema.parse(await invited.json());
  const code = link.slice(`${checkout.url}/door#enrol=`.length);
  const enrol = () =>
    fetch(`${checkout.url}/api/enrol`, { method: 'POST', headers: json, body: JSON.stringify({ code }) });
  expect(doorCredentialSchema.parse(await (await enrol()).json())).toMatchObject({
    door: 'north-1',
    doorName: 'North 1',
  });
  expect(errorBodySchema.parse(await (await enrol()).json()).error.code).toBe('enrolment-unknown');
});

test('the live view moves by itself as orders come in, and stops with the server', async () => {
  const checkout = await startDemo();
  const live = await follow(`${checkout.url}/api/live/demo-night/events`, await logIn(checkout));
  await vi.waitFor(() => {
    expect(live.events.length).toBeGreaterThan(0);
  });
  await order(checkout, 'community', 3);
  await vi.waitFor(() => {
    expect(liveViewSchema.parse(live.events.at(-1)).sold).toBe(3);
  });
  await checkout.close();
});

test('an order page follows its own order: cancelled is seen at once', async () => {
  const { rpcUrl } = await startDevnet();
  const checkout = await startDemo(rpcUrl);
  let placed = await order(checkout, 'standing').catch(() => undefined);
  for (let tries = 0; placed === undefined && tries < 100; tries++) {
    await wait(50); // The ledger is being reached, the demo's pool of addresses filled.
    placed = await order(checkout, 'standing').catch(() => undefined);
  }
  if (placed === undefined) throw new Error('no order could be placed');
  const url = `${checkout.url}/api/orders/${placed.order.id}`;
  const headers = { authorization: `Bearer ${placed.secret}` };
  const followed = await follow(`${url}/events`, headers);
  await vi.waitFor(() => {
    expect(followed.events.at(0)).toMatchObject({ state: 'open', due: '2500000000' });
  });
  expect((await fetch(`${url}/cancel`, { method: 'POST', headers })).status).toBe(200);
  await vi.waitFor(() => {
    expect(followed.events.at(-1)).toMatchObject({ state: 'cancelled' });
  });
  const again = await fetch(`${url}/cancel`, { method: 'POST', headers });
  expect(errorBodySchema.parse(await again.json()).error.code).toBe('order-not-open');
});
