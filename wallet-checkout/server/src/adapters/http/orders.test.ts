import { expect, test } from 'vitest';
import { TanglegateError } from '@tanglegate/core/errors';
import { newOrder, ORDER, OTHER_SECRET, SECRET, startApp, TICKET } from './testing/http-fixture.ts';

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

test('an order is placed, and its place is told', async () => {
  const { app } = await startApp();
  const answer = await app.inject({ method: 'POST', url: '/api/orders', payload: newOrder });
  expect(answer.statusCode).toBe(201);
  expect(answer.headers['location']).toBe(`/api/orders/${ORDER}`);
  expect(answer.json()).toMatchObject({ secret: SECRET, order: { id: ORDER, state: 'open', due: '10' } });
});

test.each([
  ['sold-out', 409],
  ['no-address-left', 503],
  ['tier-unknown', 404],
])('a refusal by the application keeps its code and words: %s is %i', async (code, status) => {
  const { app, application } = await startApp();
  application.placing = () => Promise.reject(new TanglegateError(code, 'In plain words.'));
  const answer = await app.inject({ method: 'POST', url: '/api/orders', payload: newOrder });
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toEqual({ error: { code, message: 'In plain words.' } });
});

test.each([
  ['an error nobody foresaw', new Error('SECRET at /home/x.ts:12')],
  ['a code that the HTTP edge does not know', new TanglegateError('new-code', 'SECRET')],
])('%s tells the client nothing but a reference', async (_name, error) => {
  const { app, application } = await startApp();
  application.placing = () => Promise.reject(error);
  const answer = await app.inject({ method: 'POST', url: '/api/orders', payload: newOrder });
  expect(answer.statusCode).toBe(500);
  expect(answer.json<{ error: { code: string } }>().error.code).toBe('internal-error');
  expect(answer.body).toContain(String(answer.headers['x-request-id']));
  expect(answer.body).not.toContain('SECRET');
});

test('a link secret opens its order, as a header and as the cookie it is exchanged for', async () => {
  const { app } = await startApp();
  const url = `/api/orders/${ORDER}`;
  expect((await app.inject({ url, headers: bearer(SECRET) })).json()).toMatchObject({ id: ORDER });
  const exchanged = await app.inject({ method: 'POST', url: `${url}/session`, payload: { secret: SECRET } });
  expect(exchanged.statusCode).toBe(204);
  expect(exchanged.cookies).toEqual([
    { name: 'tg_order', value: SECRET, path: url, httpOnly: true, sameSite: 'Strict', maxAge: 2_592_000 },
  ]);
  expect((await app.inject({ url, cookies: { tg_order: SECRET } })).statusCode).toBe(200);
});

test('cookies are Secure where we are reached by https', async () => {
  const { app } = await startApp({ publicUrl: 'https://tickets.example.org' });
  const url = `/api/tickets/${TICKET}/session`;
  const exchanged = await app.inject({ method: 'POST', url, payload: { secret: SECRET } });
  expect(exchanged.cookies[0]).toMatchObject({
    name: 'tg_ticket',
    secure: true,
    path: `/api/tickets/${TICKET}`,
  });
});

const otherOrder = ORDER.replace('0', '1');
test.each([
  ['no secret', ORDER, {}],
  ['a wrong secret', ORDER, bearer(OTHER_SECRET)],
  ['no secret at all in the header', ORDER, { authorization: 'Bearer' }],
  ['a malformed secret', ORDER, bearer('short')],
  ['an order that does not exist', otherOrder, bearer(SECRET)],
  ['an id that could not exist', 'nonsense', bearer(SECRET)],
  ['an id that climbs', '..%2f..%2fetc%2fpasswd', bearer(SECRET)],
])('%s gets the same answer as any unknown order', async (_name, order, headers) => {
  const { app } = await startApp();
  for (const [method, rest] of [
    ['GET', ''],
    ['GET', '/events'],
    ['POST', '/cancel'],
  ] as const) {
    const answer = await app.inject({ method, url: `/api/orders/${order}${rest}`, headers });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual({
      error: {
        code: 'order-unknown',
        message:
          'There is no such order, or this link does not open it. Check that the whole link was copied.',
      },
    });
  }
});

test('a ticket opens with its own secret alone', async () => {
  const { app } = await startApp();
  const url = `/api/tickets/${TICKET}`;
  expect((await app.inject({ url, headers: bearer(SECRET) })).json()).toMatchObject({ pass: 'TG1:X' });
  expect((await app.inject({ url, cookies: { tg_ticket: SECRET } })).statusCode).toBe(200);
  expect((await app.inject({ url, cookies: { tg_order: SECRET } })).statusCode).toBe(404);
  const wrong = { method: 'POST', url: `${url}/session`, payload: { secret: OTHER_SECRET } } as const;
  const refused = await app.inject(wrong);
  expect([refused.statusCode, refused.cookies]).toEqual([404, []]);
});

test('cancelling what is no longer open is refused in words', async () => {
  const { app } = await startApp();
  const answer = await app.inject({
    method: 'POST',
    url: `/api/orders/${ORDER}/cancel`,
    headers: bearer(SECRET),
  });
  expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([
    409,
    'order-not-open',
  ]);
});
