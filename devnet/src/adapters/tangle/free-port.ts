import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';

/**
 * `wanted`, when it is free; for 0, one that is free now: the node cannot choose for itself, since it would not say what it chose.
 * @throws TanglegateError `port-taken`
 */
export async function findFreePort(wanted = 0): Promise<number> {
  const server = createServer();
  try {
    server.listen(wanted, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    throw portTaken(wanted, cause);
  }
  const { port } = server.address() as AddressInfo; // Listening on TCP, it is always this.
  server.close();
  await once(server, 'close');
  return port;
}

export function portTaken(port: number, cause: unknown): TanglegateError {
  return new TanglegateError(
    'port-taken',
    `The private Tangle cannot listen on 127.0.0.1:${port} (${messageOf(cause)}). Set TANGLEGATE_TANGLE_PORT and TANGLEGATE_TANGLE_FAUCET_PORT to free ports.`,
    { cause },
  );
}
