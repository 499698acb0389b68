import { createServer, type Server, type Socket } from 'node:net';
import { TanglegateError } from '@tanglegate/core/errors';

const HOST = '127.0.0.1';

export interface TcpListener {
  readonly url: string;
  close(): Promise<void>;
}

/** @throws TanglegateError `port-in-use` */
export async function listenTcp(
  port: number,
  accept: (socket: Socket, remote: string) => void,
): Promise<TcpListener> {
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 }, (socket) => {
    accept(socket, socket.remoteAddress ?? 'unknown');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        cause.code === 'EADDRINUSE'
          ? new TanglegateError(
              'port-in-use',
              `Port ${port} is taken, perhaps by another broker: end that one, or set TANGLEGATE_MQTT_PORT to a free port.`,
              { cause },
            )
          : cause,
      );
    });
    server.listen(port, HOST, resolve);
  });
  return { url: `mqtt://${HOST}:${portOf(server)}`, close: () => closeServer(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
