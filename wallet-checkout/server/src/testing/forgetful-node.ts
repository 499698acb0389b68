import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A way to a devnet on which it seems to have forgotten checkpoints, as real nodes do; transactions it still has. */
export interface ForgetfulNode {
  readonly url: string;
  /** Methods asked for, in order. */
  readonly asked: string[];
  /** All checkpoints before this one. */
  forgetBefore(checkpoint: number): void;
  /** These methods are none of its own. */
  refuse(...methods: string[]): void;
}

interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}
interface Page {
  readonly result?: { readonly data: readonly { readonly sequenceNumber: string }[] };
}

const failure = ({ id }: Call, code: number, message: string) => ({
  jsonrpc: '2.0',
  id,
  error: { code, message },
});

export async function forgetfulNode(rpcUrl: string): Promise<ForgetfulNode> {
  const asked: string[] = [];
  const refused = new Set<string>();
  let first = 0;

  async function answer(request: IncomingMessage): Promise<object> {
    const body = await text(request);
    const call = JSON.parse(body) as Call; // Only the SDK speaks to it.
    asked.push(call.method);
    if (refused.has(call.method)) return failure(call, -32601, 'Method not found');
    if (call.method === 'iota_getCheckpoint' && Number(call.params[0]) < first)
      return failure(call, -32600, 'Verified checkpoint not found');
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(rpcUrl, { method: 'POST', headers, body });
    const found = (await response.json()) as Page;
    if (call.method !== 'iota_getCheckpoints' || found.result === undefined) return found;
    const data = found.result.data.filter(({ sequenceNumber }) => Number(sequenceNumber) >= first);
    return { ...found, result: { ...found.result, data } };
  }
  const server = createServer((request, response) => {
    answer(request).then(
      (found) => response.end(JSON.stringify(found)),
      () => response.writeHead(502).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // A server that listens on TCP has such an address.
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    forgetBefore: (checkpoint) => {
      first = checkpoint;
    },
    refuse: (...methods) => {
      for (const method of methods) refused.add(method);
    },
  };
}
