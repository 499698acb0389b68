import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { rebasedNode, type RebasedNode } from '../rebased-node.ts';

export interface Exchange {
  readonly request: { readonly method: string; readonly params: readonly unknown[] };
  readonly response: { readonly result?: unknown; readonly error?: { code: number; message: string } };
}

const folder = new URL('../../../../testdata/rebased-node/', import.meta.url);

/** As a real node had it. */
export function recorded(name: string): Exchange {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Exchange;
}

type Answer = Exchange['response'] | number | string;
export type Script = (method: string, params: readonly unknown[]) => Answer;

export interface ScriptedNode extends RebasedNode {
  readonly url: string;
  /** Methods asked for, in order. */
  readonly asked: string[];
}

/** A real HTTP server that says what the script says: an answer, an HTTP status, or a body that is no JSON. */
export async function scriptedNode(script: Script): Promise<ScriptedNode> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: unknown[] };
      asked.push(method);
      const answer = script(method, params);
      if (typeof answer === 'number') response.writeHead(answer).end();
      else if (typeof answer === 'string') response.end(answer);
      else response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // A server that listens on TCP has such an address.
  const url = `http://127.0.0.1:${port}`;
  const node = rebasedNode({ url, timeoutMs: 1_000, signal: new AbortController().signal });
  return { ...node, url, asked };
}
