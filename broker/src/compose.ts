import { systemClock, type Clock } from '@tanglegate/core/clock';
import type { FastifyPluginAsync } from 'fastify';
import type { Logger } from 'pino';
import { AedesBroker } from './adapters/aedes-broker.ts';
import { CredentialStore } from './adapters/credential-store.ts';
import { createMqttWebSocket, type MqttWebSocketOptions } from './adapters/mqtt-websocket.ts';
import { RefusalLog } from './adapters/refusal-log.ts';
import { listenTcp } from './adapters/tcp-listener.ts';
import { MAX_CONNECTIONS } from './domain/limits.ts';
import type { Credentials } from './ports/credentials.ts';
import type { BrokerSettings } from './settings.ts';
import { cutRevoked } from './use-cases/cut-revoked.ts';
import { logInClient } from './use-cases/log-in-client.ts';

const LOOK_FOR_REVOCATIONS_EVERY_MS = 1_000;

export interface Broker {
  /** `mqtt://127.0.0.1:1883` */
  readonly tcpUrl: string;
  /** Register it on any Fastify server: `register(websocketPlugin, { path: '/mqtt' })`. */
  readonly websocketPlugin: FastifyPluginAsync<MqttWebSocketOptions>;
  readonly credentials: Credentials;
  close(): Promise<void>;
}

/** @throws TanglegateError `port-in-use` */
export async function composeBroker(
  settings: Pick<BrokerSettings, 'folder' | 'mqttPort'>,
  { log, clock = systemClock }: { log: Logger; clock?: Clock },
): Promise<Broker> {
  const store = new CredentialStore({
    folder: settings.folder,
    clock,
    onRevoked: () => {
      cut();
    },
  });
  const broker = await AedesBroker.create({
    logIn: (request) => logInClient({ credentials: store }, request),
    refusals: new RefusalLog({ log, clock }),
    log,
    maxConnections: MAX_CONNECTIONS,
  });
  const cut = (): void => {
    cutRevoked({ connections: broker, isActive: (username) => store.isActive(username) });
  };
  const timer = setInterval(() => {
    if (store.hasChangedElsewhere()) cut();
  }, LOOK_FOR_REVOCATIONS_EVERY_MS).unref();
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await broker.close();
    store.close();
  };
  try {
    const tcp = await listenTcp(settings.mqttPort, (socket, remote) => {
      broker.accept(socket, remote);
    });
    return {
      tcpUrl: tcp.url,
      websocketPlugin: createMqttWebSocket(broker),
      credentials: store,
      close: async () => {
        const closed = tcp.close();
        await stop();
        await closed;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
