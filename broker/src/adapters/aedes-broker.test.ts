import { once } from 'node:events';
import { systemClock } from '@tanglegate/core/clock';
import Fastify from 'fastify';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { Wire } from '../testing/wire.ts';
import { AedesBroker } from './aedes-broker.ts';
import { createMqttWebSocket } from './mqtt-websocket.ts';
import { RefusalLog } from './refusal-log.ts';
import { listenTcp } from './tcp-listener.ts';

test('when all connections are taken, TCP is closed and WebSocket is told; when one is free, it serves again', async () => {
  const log = pino({ level: 'silent' });
  const broker = await AedesBroker.create({
    logIn: () => ({ accepted: false, returnCode: 5, words: 'nobody' }),
    refusals: new RefusalLog({ log, clock: systemClock }),
    log,
    maxConnections: 1,
  });
  const tcp = await listenTcp(0, (socket, remote) => {
    broker.accept(socket, remote);
  });
  const http = Fastify({ forceCloseConnections: true });
  await http.register(createMqttWebSocket(broker), { path: '/mqtt' });
  const address = await http.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await Promise.all([http.close(), tcp.close(), broker.close()]);
  });
  const webSocketUrl = `${address.replace('http', 'ws')}/mqtt`;

  const first = new WebSocket(webSocketUrl, ['mqtt']);
  await once(first, 'open');
  await new Wire(Number(new URL(tcp.url).port)).closed;
  const [error] = (await once(new WebSocket(webSocketUrl, ['mqtt']), 'error')) as [Error];
  expect(error.message).toBe('Unexpected server response: 503');

  first.terminate();
  await expect.poll(() => broker.hasRoom).toBe(true);
  const next = new WebSocket(webSocketUrl, ['mqtt']);
  await once(next, 'open');
  next.terminate();
});
