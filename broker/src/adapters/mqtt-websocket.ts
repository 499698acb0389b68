import type { Duplex } from 'node:stream';
import websocket from '@fastify/websocket';
import type { ErrorBody } from '@tanglegate/core/http/errors';
import { MAX_PAYLOAD_BYTES } from '@tanglegate/core/mqtt/payload';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { createWebSocketStream } from 'ws';

/** The name that MQTT-6.0.0-3 prescribes. */
const SUBPROTOCOL = 'mqtt';

interface Server {
  readonly hasRoom: boolean;
  accept(stream: Duplex, remote: string): void;
}

export interface MqttWebSocketOptions {
  /** Where on the HTTP server, such as `/mqtt`. */
  readonly path: string;
}

/**
 * MQTT over WebSocket (MQTT 3.1.1, §6) for any Fastify server. Whose page opens the connection is not asked: log-in is by the credential
 * inside CONNECT, never by cookie, so another origin gains nothing.
 */
export function createMqttWebSocket(broker: Server): FastifyPluginAsync<MqttWebSocketOptions> {
  return async (fastify: FastifyInstance, { path }) => {
    await fastify.register(websocket, {
      options: {
        maxPayload: MAX_PAYLOAD_BYTES + 4_096,
        perMessageDeflate: false,
        handleProtocols: () => SUBPROTOCOL,
      },
      preClose: (done: () => void) => {
        for (const client of fastify.websocketServer.clients) client.terminate();
        done();
      },
      errorHandler: (error, _socket, request) => {
        request.log.warn({ err: error }, 'an MQTT connection over WebSocket failed');
      },
    });
    fastify.get(
      path,
      { websocket: true, preValidation: (request, reply) => refuseOthers(broker, request, reply) },
      (socket, request) => {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- @types/ws declares its class twice.
        broker.accept(createWebSocketStream(socket), `${request.ip} (WebSocket)`);
      },
    );
  };
}

async function refuseOthers(broker: Server, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const offered = request.headers['sec-websocket-protocol']?.split(',').map((name) => name.trim()) ?? [];
  if (!request.ws) {
    await reply
      .code(426)
      .header('upgrade', 'websocket')
      .send(
        body('websocket-wanted', 'This address speaks MQTT over WebSocket: open it with an MQTT client.'),
      );
  } else if (!offered.includes(SUBPROTOCOL)) {
    const words = 'Offer the WebSocket subprotocol "mqtt": MQTT 3.1.1 clients do so by themselves.';
    await reply.code(400).send(body('subprotocol-missing', words));
  } else if (!broker.hasRoom) {
    const words = 'The broker has as many connections as it serves: try again in a minute.';
    await reply.code(503).send(body('too-many-connections', words));
  }
}

function body(code: string, message: string): ErrorBody {
  return { error: { code, message } };
}
