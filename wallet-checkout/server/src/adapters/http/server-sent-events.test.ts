import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ORDER, SECRET, startApp, TOKEN } from './testing/http-fixture.ts';

interface Stream {
  readonly answer: IncomingMessage;
  text: string;
}

async function open(app: FastifyInstance, path: string, headers: Record<string, string>): Promise<Stream> {
  const address = await (app.server.listening ? addressOf(app) : app.listen({ host: '127.0.0.1', port: 0 }));
  const request = get(`${address}${path}`, { headers });
  onTestFinished(() => {
    request.destroy();
  });
  const [answer] = (await once(request, 'response')) as [IncomingMessage]; // node's `response` event carries exactly this.
  const stream: Stream = { answer, text: '' };
  answer.setEncoding('utf8').on('data', (chunk: string) => (stream.text += chunk));
  answer.on('error', () => undefined);
  return stream;
}

function addressOf(app: FastifyInstance): Promise<string> {
  return Promise.resolve(app.listeningOrigin);
}

const link = { authorization: `Bearer ${SECRET}` };
const orderEvents = `/api/orders/${ORDER}/events`;
const received = (stream: Stream) =>
  [...stream.text.matchAll(/"received":"(\d+)"/g)].map((match) => match[1]);

test('an order is sent at once, and again after each change', async () => {
  const { app, application } = await startApp();
  const stream = await open(app, orderEvents, link);
  expect(stream.answer.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'x-frame-options': 'DENY',
  });
  expect(stream.answer.headers['content-security-policy']).toContain("default-src 'self'");
  await vi.waitFor(() => {
    expect(received(stream)).toEqual(['0']);
  });
  expect(stream.text).toContain('event:order\n');
  application.received = '4';
  application.change();
  await vi.waitFor(() => {
    expect(received(stream)).toEqual(['0', '4']);
  });
});

test('a burst of changes is sent as one, and the last state always arrives', async () => {
  const { app, application } = await startApp();
  const stream = await open(app, orderEvents, link);
  await vi.waitFor(() => {
    expect(received(stream)).toEqual(['0']);
  });
  for (let amount = 1; amount <= 200; amount++) {
    application.received = amount.toString();
    application.change();
  }
  await vi.waitFor(() => {
    expect(received(stream).at(-1)).toBe('200');
  });
  expect(received(stream).length).toBeLessThan(10);
});

test('a reader that goes is forgotten', async () => {
  const { app, application } = await startApp();
  const stream = await open(app, orderEvents, link);
  await vi.waitFor(() => {
    expect(application.listeners.size).toBe(1);
  });
  stream.answer.destroy();
  await vi.waitFor(() => {
    expect(application.listeners.size).toBe(0);
  });
});

test('a reader that goes is forgotten even while changes never stop', async () => {
  const { app, application } = await startApp();
  const endless = setInterval(() => {
    application.change();
  }, 5);
  onTestFinished(() => {
    clearInterval(endless);
  });
  const stream = await open(app, '/api/live/gala/events', { cookie: `tg_session=${TOKEN}` });
  await vi.waitFor(() => {
    expect(stream.text.split('event:live').length).toBeGreaterThan(2);
  });
  stream.answer.destroy();
  await vi.waitFor(() => {
    expect(application.listeners.size).toBe(0);
  });
});

test('one client opens so many streams and no more; closing one makes room', async () => {
  const { app } = await startApp({ limits: { openStreams: 2 } });
  const first = await open(app, orderEvents, link);
  await open(app, orderEvents, link);
  const refused = await open(app, orderEvents, link);
  await once(refused.answer, 'end');
  expect([refused.answer.statusCode, refused.text]).toEqual([
    429,
    expect.stringContaining('too-many-streams'),
  ]);
  first.answer.destroy();
  await vi.waitFor(async () => {
    expect((await open(app, orderEvents, link)).answer.statusCode).toBe(200);
  });
});

test('a stop ends every stream', async () => {
  const { app, application } = await startApp();
  const order = await open(app, orderEvents, link);
  const live = await open(app, '/api/live/gala/events', { cookie: `tg_session=${TOKEN}` });
  const ended = Promise.all([once(order.answer, 'close'), once(live.answer, 'close')]);
  await app.close();
  await ended;
  await vi.waitFor(() => {
    expect(application.listeners.size).toBe(0);
  });
});

test('the live view ends with the log-in', async () => {
  const { app, application } = await startApp();
  const live = await open(app, '/api/live/gala/events', { cookie: `tg_session=${TOKEN}` });
  await vi.waitFor(() => {
    expect(live.text).toContain('event:live\n');
  });
  application.isLoggedIn = false;
  application.change();
  await once(live.answer, 'close');
  await vi.waitFor(() => {
    expect(application.listeners.size).toBe(0);
  });
});

test('a failing view ends the stream instead of going silent', async () => {
  const { app, application } = await startApp();
  const stream = await open(app, orderEvents, link);
  await vi.waitFor(() => {
    expect(received(stream)).toEqual(['0']);
  });
  application.received = 'not digits';
  application.change();
  await once(stream.answer, 'close');
  expect(stream.text).not.toContain('not digits');
});
