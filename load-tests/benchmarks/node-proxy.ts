import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a checkout asks of its node. */
export interface NodeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  readonly body: string;
}

export interface Listening {
  readonly asked: (request: NodeRequest) => void;
  /** Just before the answer is passed on. */
  readonly answering: (request: NodeRequest, answer: string) => void;
}

/** Stands between a checkout and its node, and changes nothing. */
export interface NodeProxy {
  readonly url: string;
  close(): Promise<void>;
}

async function readRequest(request: IncomingMessage): Promise<NodeRequest> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => /^(accept|content-type|client-)/.test(name)),
  ) as Record<string, string>; // None of them is ever a list.
  return { method: request.method ?? 'GET', path: request.url ?? '/', headers, body: await text(request) };
}

export function ask(nodeUrl: string, { method, path, headers, body }: NodeRequest): Promise<Response> {
  return fetch(nodeUrl + path, { method, headers, ...(body === '' ? {} : { body }) });
}

export async function startNodeProxy(nodeUrl: string, { asked, answering }: Listening): Promise<NodeProxy> {
  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    asked(request);
    const response = await ask(nodeUrl, request);
    const answer = await response.text();
    outgoing.writeHead(response.status, { 'content-type': 'application/json' });
    answering(request, answer);
    outgoing.end(answer);
  }
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // Listening on TCP, it is always this.
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
