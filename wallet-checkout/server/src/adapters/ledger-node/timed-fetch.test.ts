import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { timedFetch } from './timed-fetch.ts';

const never = new AbortController().signal;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // A server that listens on TCP has such an address.
  return `http://127.0.0.1:${port}`;
}

test('an answer in time is the answer, status and all', async () => {
  const url = await serve((_request, response) => response.writeHead(503).end('busy'));
  const response = await timedFetch(5_000, never)(url);
  expect([response.status, await response.text()]).toEqual([503, 'busy']);
});

test.each<[string, RequestListener]>([
  ['no answer', () => undefined],
  ['a body that stops in the middle', (_request, response) => response.writeHead(200).write('{"jsonrpc":')],
])('%s: given up in time', async (_name, listener) => {
  const url = await serve(listener);
  await expect(timedFetch(100, never)(url)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('stopping ends it at once, and begins nothing new', async () => {
  const url = await serve(() => undefined);
  const stopping = new AbortController();
  const asking = timedFetch(60_000, stopping.signal)(url);
  stopping.abort();
  await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  await expect(timedFetch(60_000, stopping.signal)(url)).rejects.toMatchObject({ name: 'AbortError' });
});

test('a password in the URL goes into its header, and into no error', async () => {
  const url = await serve((request, response) => response.end(request.headers.authorization));
  const { host } = new URL(url);
  const response = await timedFetch(5_000, never)(`http://ada:p%40ss@${host}/path`);
  expect(await response.text()).toBe(`Basic ${Buffer.from('ada:p@ss').toString('base64')}`);
  const gone = timedFetch(5_000, never)('http://ada:secret@127.0.0.1:1/');
  await expect(gone).rejects.toSatisfy(
    (error) => !JSON.stringify([String(error), String((error as Error).cause)]).includes('secret'),
  );
});
