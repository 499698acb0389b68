import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** Stands before a Rebased node, and lets it not know some transactions of its own checkpoints yet, as an index that lags behind. */
export interface LaggingNode {
  readonly url: string;
  /** Digests. */
  readonly unknown: Set<string>;
  /** Methods asked for, in order. */
  readonly asked: string[];
}

/** Word for word what a real node said (`testdata/rebased-node/iota_multiGetTransactionBlocks_unknown.json`). */
const UNKNOWN = { code: -32602, message: 'unable to derive balance changes because effect is empty' };

export async function laggingNode(nodeUrl: string): Promise<LaggingNode> {
  const unknown = new Set<string>();
  const asked: string[] = [];
  async function answerTo(body: string): Promise<string> {
    const { id, method } = JSON.parse(body) as { id: number; method: string }; // The SDK's own requests.
    asked.push(method);
    if (method === 'iota_multiGetTransactionBlocks' && [...unknown].some((digest) => body.includes(digest)))
      return JSON.stringify({ jsonrpc: '2.0', id, error: UNKNOWN });
    const headers = { 'content-type': 'application/json' };
    return (await fetch(nodeUrl, { method: 'POST', headers, body })).text();
  }
  const server = createServer((request, response) => {
    void text(request)
      .then(answerTo)
      .then(
        (answer) => response.end(answer),
        () => response.destroy(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // A server that listens on TCP has such an address.
  return { url: `http://127.0.0.1:${port}`, unknown, asked };
}
