import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between a checkout and its node, changes nothing, counts the requests, and notes when each transaction was told. */
export interface TimingProxy {
  readonly url: string;
  /** When the first answer left that has this transaction's effects in it, on `performance.now()`'s clock. */
  toldAt(digest: string): number | undefined;
  /** How many requests the checkout has made. */
  asked(): number;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // No encoding was set: chunks are buffers.
  return Buffer.concat(chunks).toString();
}

/** The payer speaks to the node directly: only the checkout asks here, and it asks for effects of final transactions alone. */
const digestsIn = (body: string): string[] =>
  [...body.matchAll(/"transactionDigest":"([A-Za-z0-9]+)"/g)].flatMap(([, digest]) => digest ?? []);

async function forward(nodeUrl: string, request: IncomingMessage): Promise<{ status: number; body: string }> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => /^(content-type|client-)/.test(name)),
  ) as Record<string, string>; // Neither of them is ever a list.
  const response = await fetch(nodeUrl, { method: 'POST', headers, body: await bodyOf(request) });
  return { status: response.status, body: await response.text() };
}

export async function startTimingProxy(nodeUrl: string): Promise<TimingProxy> {
  const told = new Map<string, number>();
  let asked = 0;
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await forward(nodeUrl, request);
    const digests = digestsIn(body);
    response.writeHead(status, { 'content-type': 'application/json' });
    const now = performance.now();
    response.end(body);
    for (const digest of digests) if (!told.has(digest)) told.set(digest, now);
  }
  const server = createServer((request, response) => {
    asked++;
    pass(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // Listening on TCP, it is always this.
  return {
    url: `http://127.0.0.1:${port}`,
    toldAt: (digest) => told.get(digest),
    asked: () => asked,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
