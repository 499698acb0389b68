import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import Fastify from 'fastify';
import { pino } from 'pino';
import { composeBroker, type Broker } from './compose.ts';
import { readBrokerSettings, type BrokerSettings } from './settings.ts';

const HELP = `npm run broker: MQTT 3.1.1 of one venue, alone (npm start runs it together with everything else). It listens on 127.0.0.1 only.

Settings come from the environment:
  TANGLEGATE_DATA                 the folder for credentials, kept in its broker/ (data)
  TANGLEGATE_MQTT_PORT            MQTT over TCP (1883)
  TANGLEGATE_MQTT_WEBSOCKET_PORT  MQTT over WebSocket, at /mqtt (9001)

Nobody connects without a credential: npm run credential -- --help.

Exit codes: 0 stopped, 1 could not start (the words say why), 2 a setting is wrong.
`;

/** @throws TanglegateError `port-in-use` */
async function serveWebSocket(
  broker: Broker,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = Fastify({ forceCloseConnections: true });
  await server.register(broker.websocketPlugin, { path: '/mqtt' });
  try {
    const address = await server.listen({ host: '127.0.0.1', port });
    return { url: `${address.replace('http', 'ws')}/mqtt`, close: () => server.close() };
  } catch (cause) {
    await server.close();
    const words = `127.0.0.1:${port} cannot be listened on (${messageOf(cause)}): set TANGLEGATE_MQTT_WEBSOCKET_PORT to a free port.`;
    throw new TanglegateError('port-in-use', words, { cause });
  }
}

async function serve(settings: BrokerSettings): Promise<void> {
  const log = pino({ name: 'broker' });
  const broker = await composeBroker(settings, { log });
  try {
    const webSocket = await serveWebSocket(broker, settings.webSocketPort);
    log.info({ mqtt: broker.tcpUrl, webSocket: webSocket.url }, 'the broker takes connections');
    const stop = async (): Promise<void> => {
      await Promise.all([webSocket.close(), broker.close()]);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  } catch (error) {
    await broker.close();
    throw error;
  }
}

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  if (existsSync('.env')) loadEnvFile('.env');
  try {
    await serve(readBrokerSettings(process.env));
  } catch (error) {
    if (!(error instanceof TanglegateError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\n`);
    process.exitCode = error.code === 'setting-wrong' ? 2 : 1;
  }
}

await main();
