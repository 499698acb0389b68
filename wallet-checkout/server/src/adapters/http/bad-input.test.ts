import { expect, test } from 'vitest';
import type { ErrorBody } from '@tanglegate/core/http/errors';
import { newOrder, ORDER, startApp, TICKET, TOKEN } from './testing/http-fixture.ts';

const json = { 'content-type': 'application/json' };
const routes: readonly [string, string, object][] = [
  ['/api/orders', 'place', newOrder],
  [`/api/orders/${ORDER}/session`, '', { secret: 'S'.repeat(43) }],
  [`/api/tickets/${TICKET}/session`, '', { secret: 'S'.repeat(43) }],
  ['/api/enrol', '', { code: 'C'.repeat(22) }],
  ['/api/session', '', { user: 'a', password: 'b' }],
];

const bodies: readonly [
  string,
  (good: object) => { headers: Record<string, string>; payload: string },
  number,
  string,
][] = [
  ['malformed JSON', () => ({ headers: json, payload: '{"event":' }), 400, 'invalid-request'],
  ['nothing', () => ({ headers: json, payload: '' }), 400, 'invalid-request'],
  ['a list', () => ({ headers: json, payload: '[]' }), 400, 'invalid-request'],
  ['a number', () => ({ headers: json, payload: '7' }), 400, 'invalid-request'],
  ['null', () => ({ headers: json, payload: 'null' }), 400, 'invalid-request'],
  ['an empty object', () => ({ headers: json, payload: '{}' }), 400, 'invalid-request'],
  [
    'wrong types',
    (good) => ({ headers: json, payload: JSON.stringify(mapValues(good, () => ({ a: 1 }))) }),
    400,
    'invalid-request',
  ],
  [
    'a prototype key',
    (good) => ({
      headers: json,
      payload: JSON.stringify(good).replace('{', '{"__proto__":{"isAdmin":true},'),
    }),
    400,
    'invalid-request',
  ],
  [
    'a constructor key',
    (good) => ({
      headers: json,
      payload: JSON.stringify(good).replace('{', '{"constructor":{"prototype":{}},'),
    }),
    400,
    'invalid-request',
  ],
  [
    'too much',
    (good) => ({ headers: json, payload: JSON.stringify({ ...good, more: 'x'.repeat(20_000) }) }),
    413,
    'body-too-large',
  ],
  [
    'a form',
    (good) => ({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(Object.fromEntries(Object.keys(good).map((key) => [key, 'x']))).toString(),
    }),
    415,
    'not-json',
  ],
  [
    'JSON said to be text',
    (good) => ({ headers: { 'content-type': 'text/plain' }, payload: JSON.stringify(good) }),
    415,
    'not-json',
  ],
  ['XML', () => ({ headers: { 'content-type': 'application/xml' }, payload: '<a/>' }), 415, 'not-json'],
];

function mapValues(object: object, to: () => unknown): object {
  return Object.fromEntries(Object.keys(object).map((key) => [key, to()]));
}

test.each(bodies)('%s is refused at every route that takes a body', async (_name, build, status, code) => {
  const { app, application } = await startApp();
  for (const [url, , good] of routes) {
    const answer = await app.inject({ method: 'POST', url, ...build(good) });
    expect([url, answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([url, status, code]);
    expect(answer.body).not.toMatch(/\bat .*:\d+|node_modules|FST_/);
  }
  expect(application.calls).toEqual([]);
});

test.each([
  [{ ...newOrder, quantity: 0 }, 'quantity'],
  [{ ...newOrder, quantity: 1.5 }, 'quantity'],
  [{ ...newOrder, quantity: '1' }, 'quantity'],
  [{ ...newOrder, quantity: 11 }, 'quantity'],
  [{ ...newOrder, event: '../gala' }, 'event'],
  [{ ...newOrder, tier: ['free'] }, 'tier'],
  [{ ...newOrder, buyer: { ...newOrder.buyer, name: ' ' } }, 'buyer.name'],
  [{ ...newOrder, buyer: { ...newOrder.buyer, phone: 'call me' } }, 'buyer.phone'],
  [{ ...newOrder, buyer: { ...newOrder.buyer, email: 'ada@' } }, 'buyer.email'],
])('INVALID order %#: the field is named', async (payload, path) => {
  const { app, application } = await startApp();
  const answer = await app.inject({ method: 'POST', url: '/api/orders', payload });
  expect(answer.statusCode).toBe(400);
  expect(answer.json<ErrorBody>().error.fields?.map((field) => field.path)).toContain(path);
  expect(application.calls).toEqual([]);
});

test.each([
  ['/api/events/Gala', 404, 'event-unknown'],
  ['/api/events/none', 404, 'event-unknown'],
  ['/api/events/%2e%2e%2fsecret', 404, 'event-unknown'],
  [`/api/events/${'a'.repeat(300)}`, 404, 'not-found'],
  ['/api/events/%', 404, 'not-found'],
  ['/api/events/gala/../../x', 404, 'not-found'],
  ['/api/none', 404, 'not-found'],
  ['/api', 404, 'not-found'],
  ['/api/live/__proto__', 404, 'event-unknown'],
])('GET %s is %i %s, as JSON', async (url, status, code) => {
  const { app } = await startApp();
  const answer = await app.inject({ url, cookies: { tg_session: TOKEN } });
  expect([answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([status, code]);
});

test.each(['[', 'a b', 'x:99999', '%'])(
  'a Host header %j is refused everywhere, streams included',
  async (host) => {
    const { app } = await startApp();
    for (const url of ['/api/events', `/api/orders/${ORDER}/events`]) {
      const answer = await app.inject({ url, headers: { host, authorization: `Bearer ${'S'.repeat(43)}` } });
      expect([answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([400, 'invalid-request']);
    }
  },
);
