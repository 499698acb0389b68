import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startBroker } from '../testing/running-broker.ts';

test('a browser that opens the address is told what it is', async () => {
  const { webSocketUrl } = await startBroker();
  const response = await fetch(webSocketUrl.replace('ws', 'http'));
  expect(response.status).toBe(426);
  expect(await response.json()).toMatchObject({ error: { code: 'websocket-wanted' } });
});

test.each([[[]], [['chat']]])('a WebSocket that offers %j instead of mqtt is refused', async (protocols) => {
  const { webSocketUrl } = await startBroker();
  const socket = new WebSocket(webSocketUrl, protocols);
  const [error] = (await once(socket, 'error')) as [Error];
  expect(error.message).toBe('Unexpected server response: 400');
});

test('mqtt is chosen among several', async () => {
  const { webSocketUrl } = await startBroker();
  const socket = new WebSocket(webSocketUrl, ['chat', 'mqtt']);
  await once(socket, 'open');
  expect(socket.protocol).toBe('mqtt');
  socket.terminate();
});

test('text frames that are no MQTT close the connection', async () => {
  const { webSocketUrl, logged } = await startBroker();
  const socket = new WebSocket(webSocketUrl, ['mqtt']);
  await once(socket, 'open');
  socket.send('hello');
  await once(socket, 'close');
  expect(logged.map(({ msg }) => msg)).toContain('refused: a packet before CONNECT');
});
