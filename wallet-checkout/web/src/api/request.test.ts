import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { isOutOfReach, isWrongLink } from './api-error.ts';
import { problemWords } from './problem-words.ts';
import { request, tell } from './request.ts';

const refusal = (code: string, fields?: object[]) =>
  JSON.stringify({ error: { code, message: `words for ${code}`, ...(fields ? { fields } : {}) } });

const answers: Readonly<Record<string, readonly [number, string]>> = {
  '/good': [200, '{"n":1}'],
  '/other': [200, '{"n":"one"}'],
  '/page': [200, '<html>'],
  '/empty': [204, ''],
  '/sold-out': [409, refusal('sold-out')],
  '/fields': [400, refusal('invalid-request', [{ path: 'buyer.phone', message: 'no' }])],
  '/unknown-code': [409, refusal('brand-new')],
  '/proxy': [502, '<html>Bad gateway</html>'],
  '/limit': [429, 'slow down'],
  '/gone': [404, refusal('order-unknown')],
};
const server = createServer((asked, reply) => {
  const [status, body] = answers[asked.url ?? ''] ?? [500, ''];
  reply.writeHead(status).end(body);
});
const schema = z.object({ n: z.number() });
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // A TCP server has a port.
});
afterAll(() => {
  server.close();
});

const ask = (path: string) => request('GET', origin + path, schema);
const caught = (path: string) =>
  ask(path).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

test('a good answer goes through its schema', async () => {
  await expect(ask('/good')).resolves.toEqual({ n: 1 });
  await expect(tell('POST', `${origin}/empty`, {})).resolves.toBeUndefined();
});

test.each([
  ['/other', { code: 'bad-answer', status: 200 }],
  ['/page', { code: 'bad-answer', status: 200 }],
  ['/sold-out', { code: 'sold-out', status: 409 }],
  ['/fields', { code: 'invalid-request', fields: [{ path: 'buyer.phone', message: 'no' }] }],
  ['/proxy', { code: 'internal-error', status: 502 }],
  ['/limit', { code: 'too-many-requests', status: 429 }],
])('%s gives a named error', async (path, error) => {
  await expect(ask(path)).rejects.toMatchObject({ name: 'ApiError', ...error });
});

test('a server that is not there gives network-down, and nobody waits for ever', async () => {
  // Port 1 of the loopback answers nobody.
  await expect(request('GET', 'http://127.0.0.1:1/', schema)).rejects.toMatchObject({
    code: 'network-down',
    status: 0,
  });
});

test.each([
  ['/sold-out', 'Somebody was faster: these tickets are gone. Choose fewer or another kind.'],
  ['/unknown-code', 'words for brand-new'],
  ['/limit', 'Too many tries from here. Nothing was lost: please try again in a few minutes, at most ten.'],
  ['/proxy', 'Something broke on our side. Nothing was lost: please try again in a minute.'],
])('%s is told in words', async (path, words) => {
  expect(problemWords(await caught(path))).toBe(words);
});

test('a bug of ours is told as such, without its innards', () => {
  expect(problemWords(new TypeError('x is undefined'))).toBe(
    'Something broke on our side. Nothing was lost: please try again in a minute.',
  );
});

test('a wrong link and a server out of reach are told apart', async () => {
  const gone = await caught('/gone');
  const proxy = await caught('/proxy');
  expect([isWrongLink(gone), isOutOfReach(gone)]).toEqual([true, false]);
  expect([isWrongLink(proxy), isOutOfReach(proxy)]).toEqual([false, true]);
});
