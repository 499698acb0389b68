import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from './free-port.ts';

test('any port that it finds can be listened on, and so can one that was asked for', async () => {
  const port = await findFreePort();
  expect(await findFreePort(port)).toBe(port);
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
});

test('a port that is taken is named, with the settings to change', async () => {
  const port = await findFreePort();
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const asking = findFreePort(port);
  await expect(asking).rejects.toMatchObject({ code: 'port-taken' });
  await expect(asking).rejects.toThrow(`127.0.0.1:${port}`);
  await expect(asking).rejects.toThrow('TANGLEGATE_TANGLE_PORT');
});
