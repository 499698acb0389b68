import { expect, test } from 'vitest';
import type { ErrorBody } from '@tanglegate/core/http/errors';
import { newOrder, ORDER, PASSWORD, SECRET, startApp, TOKEN } from './testing/http-fixture.ts';

test('every answer carries a strict policy', async () => {
  const { app } = await startApp({ connectSources: ['http://127.0.0.1:9000'] });
  const { headers } = await app.inject({ url: '/api/events' });
  expect(headers['content-security-policy']).toBe(
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
      "connect-src 'self' ws://localhost:3000 http://127.0.0.1:9000; worker-src 'self'; manifest-src 'self'; " +
      "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  );
  expect(headers).toMatchObject({
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
  });
  expect(headers['strict-transport-security']).toBeUndefined();
  const overHttps = await startApp({ publicUrl: 'https://tickets.example.org' });
  const secured = await overHttps.app.inject({ url: '/healthz' });
  expect(secured.headers['strict-transport-security']).toBeDefined();
  expect(secured.headers['content-security-policy']).toContain('wss://tickets.example.org');
});

test.each([
  ['another site, as new browsers say it', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour of our domain', { 'sec-fetch-site': 'same-site' }],
  ['another origin, as old browsers say it', { origin: 'https://evil.example' }],
  ['another port of this machine', { origin: 'http://localhost:4000', host: 'localhost:3000' }],
  ['a page without an origin', { origin: 'null' }],
])('a request made by %s changes nothing', async (_name, headers) => {
  const { app, application } = await startApp();
  const requests = [
    { method: 'POST', url: '/api/orders', payload: newOrder },
    { method: 'POST', url: `/api/orders/${ORDER}/cancel`, cookies: { tg_order: SECRET } },
    { method: 'DELETE', url: '/api/session', cookies: { tg_session: TOKEN } },
  ] as const;
  for (const request of requests) {
    const answer = await app.inject({ ...request, headers });
    expect([answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([403, 'cross-site']);
  }
  expect(application.calls).toEqual([]);
});

test.each([
  ['our page', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }],
  ['our page, reached by another name', { origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }],
  ['our page behind a proxy that renames the host', { origin: 'http://localhost:3000', host: 'inside:80' }],
  ['a program', {}],
])('a request made by %s is taken', async (_name, headers) => {
  const { app } = await startApp();
  const answer = await app.inject({ method: 'POST', url: '/api/orders', payload: newOrder, headers });
  expect(answer.statusCode).toBe(201);
});

const order = { method: 'POST', url: '/api/orders', payload: newOrder } as const;

test.each([
  ['orders', { ordersPerTenMinutes: 2 }, order],
  [
    'log-ins',
    { logInsPerMinute: 2 },
    { ...order, url: '/api/session', payload: { user: 'a', password: PASSWORD } },
  ],
  [
    'enrolments',
    { enrolmentsPerMinute: 2 },
    { ...order, url: '/api/enrol', payload: { code: 'C'.repeat(22) } },
  ],
  [
    'link sessions',
    { linkSessionsPerMinute: 2 },
    { ...order, url: `/api/orders/${ORDER}/session`, payload: { secret: SECRET } },
  ],
  ['anything', { allPerMinute: 2 }, { method: 'GET', url: '/api/events' } as const],
])('%s are limited per client, with words and a time to wait', async (_name, limits, request) => {
  const { app } = await startApp({ limits });
  for (let i = 0; i < 2; i++) expect((await app.inject(request)).statusCode).toBeLessThan(300);
  const answer = await app.inject(request);
  expect(answer.statusCode).toBe(429);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.json<ErrorBody>().error).toMatchObject({
    code: 'too-many-requests',
    message: expect.stringMatching(/^That was too often\. Wait \d+ minutes?, then try again\.$/) as string,
  });
  expect((await app.inject({ ...request, remoteAddress: '10.0.0.9' })).statusCode).toBeLessThan(300);
});

test('health is never limited, and says in words what is wrong', async () => {
  const { app } = await startApp({ limits: { allPerMinute: 1 } });
  for (let i = 0; i < 3; i++) expect((await app.inject({ url: '/healthz' })).json()).toEqual({ alive: true });
  const ready = await app.inject({ url: '/readyz' });
  expect([ready.statusCode, ready.json()]).toEqual([
    503,
    { ready: false, parts: [{ name: 'ledger', ok: false, words: 'gone' }] },
  ]);
});

test('a claim to come from elsewhere is believed from a known proxy alone', async () => {
  const headers = (n: number) => ({ 'x-forwarded-for': `10.0.0.${n}` });
  const direct = await startApp({ limits: { allPerMinute: 1 } });
  const proxied = await startApp({ limits: { allPerMinute: 1 }, trustProxy: '127.0.0.1' });
  for (const [app, expected] of [
    [direct.app, 429],
    [proxied.app, 200],
  ] as const) {
    await app.inject({ url: '/api/events', headers: headers(1) });
    expect((await app.inject({ url: '/api/events', headers: headers(2) })).statusCode).toBe(expected);
  }
});
