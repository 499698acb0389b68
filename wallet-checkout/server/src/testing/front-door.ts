import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way of its own to a node that others reach by other ways: it can be cut, and opened again. */
export interface FrontDoor {
  readonly url: string;
  /** Whoever is on the way is cut off; nobody else gets in. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

export async function frontDoor(nodeUrl: string): Promise<FrontDoor> {
  const { hostname, port } = new URL(nodeUrl);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  };
  const server = createServer((outside) => {
    const inside = keep(connect(Number(port), hostname));
    keep(outside).pipe(inside).pipe(outside);
  });
  const listen = async (at: number): Promise<void> => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  };
  const shut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server.close(), 'close');
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const ownPort = (server.address() as AddressInfo).port; // A server that listens on TCP has such an address.
  onTestFinished(shut);
  return { url: `http://127.0.0.1:${ownPort}`, shut, open: () => listen(ownPort) };
}
