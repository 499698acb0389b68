import { messageOf } from '@tanglegate/core/errors';
import Fastify from 'fastify';
import { pino } from 'pino';
import { composeBroker, type Broker } from './compose.ts';
import { readBrokerSettings } from './settings.ts';

const log = pino({ name: 'broker' });

async function main(): Promise<void> {
  const settings = readBrokerSettings(process.env);
  const broker = await composeBroker(settings, { log });
  const webSocketUrl = await serveWebSocket(broker, settings.webSocketPort);
  log.info({ mqtt: broker.tcpUrl, webSocket: webSocketUrl.url }, 'the broker takes connections');
  const stop = async (): Promise<void> => {
    await Promise.all([webSocketUrl.close(), broker.close()]);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

async function serveWebSocket(
  broker: Broker,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = Fastify({ forceCloseConnections: true });
  await server.register(broker.websocketPlugin, { path: '/mqtt' });
  const address = await server.listen({ host: '127.0.0.1', port });
  return { url: `${address.replace('http', 'ws')}/mqtt`, close: () => server.close() };
}

main().catch((error: unknown) => {
  log.fatal(messageOf(error));
  process.exitCode = 1;
});
