import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { errorBodySchema } from '@tanglegate/core/http/errors';
import { newOrder, ORDER, SECRET, startApp, TICKET } from './testing/http-fixture.ts';

async function send(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  socket.on('error', () => undefined);
  socket.end(text);
  await once(socket, 'close');
  return answer;
}

test.each([
  ['nonsense', 'hello\r\n\r\n', '400 Bad Request', 'invalid-request'],
  [
    'two lengths',
    'POST /api/orders HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
    '400 Bad Request',
    'invalid-request',
  ],
  [
    'length and chunks',
    'POST /api/orders HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    '400 Bad Request',
    'invalid-request',
  ],
  [
    'endless headers',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
    '431 Request Header Fields Too Large',
    'headers-too-large',
  ],
])('%s gets a named error, and the server lives on', async (_name, text, status, code) => {
  const { app } = await startApp();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo; // A server that listens on TCP has such an address.
  const answer = await send(port, text);
  expect(answer.split('\r\n')[0]).toBe(`HTTP/1.1 ${status}`);
  expect(errorBodySchema.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).error.code).toBe(code);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

const values: readonly unknown[] = [
  ...[
    null,
    true,
    -1,
    1.5,
    1e308,
    '',
    ' ',
    '\u0000',
    '💥'.repeat(50),
    'x'.repeat(5_000),
    '../..',
    '__proto__',
  ],
  ...[[], {}, [[]], { length: 3 }, { toString: 'x' }, { then: 'x' }, { valueOf: null }, [newOrder]],
];

test('no value in any field of any body is ever an internal error', async () => {
  const { app } = await startApp({
    limits: { ordersPerTenMinutes: 1e6, logInsPerMinute: 1e6, enrolmentsPerMinute: 1e6 },
  });
  const bodies = [
    ['/api/orders', newOrder],
    [`/api/orders/${ORDER}/session`, { secret: SECRET }],
    [`/api/tickets/${TICKET}/session`, { secret: SECRET }],
    ['/api/enrol', { code: 'C'.repeat(22) }],
    ['/api/session', { user: 'a', password: 'b' }],
  ] as const;
  for (const [url, good] of bodies) {
    for (const field of [...Object.keys(good), 'buyer.name']) {
      for (const value of values) {
        const payload =
          field === 'buyer.name'
            ? { ...newOrder, buyer: { ...newOrder.buyer, name: value } }
            : { ...good, [field]: value };
        const answer = await app.inject({ method: 'POST', url, payload });
        expect([url, field, value, answer.statusCode < 500]).toEqual([url, field, value, true]);
        if (answer.statusCode >= 400) errorBodySchema.parse(answer.json());
      }
    }
  }
});
