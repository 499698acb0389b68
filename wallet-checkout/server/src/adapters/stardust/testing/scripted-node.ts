import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { stardustNode, type StardustNode } from '../stardust-node.ts';

interface Exchange {
  readonly status: number;
  readonly body: unknown;
}

const file = new URL('../../../../testdata/stardust-node/payment.json', import.meta.url);

/** As a real node had it, by path. */
export const recorded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Exchange>>;

/** A body, an HTTP status, or a text that is no JSON. By path under `/api/core/v2/`. */
export type Script = (path: string) => object | number | string;

export interface ScriptedNode extends StardustNode {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly asked: string[];
}

/** A real HTTP server that says what the script says. */
export async function scriptedNode(script: Script): Promise<ScriptedNode> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/api/core/v2/', '');
    asked.push(path);
    const answer = script(path);
    if (typeof answer === 'number') response.writeHead(answer).end('{}');
    else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // A server that listens on TCP has such an address.
  const url = `http://127.0.0.1:${port}`;
  const node = stardustNode({ url, timeoutMs: 1_000, signal: new AbortController().signal });
  return { ...node, url, asked };
}

/** The recorded node: what was not asked for then, it does not know. */
export const asRecorded: Script = (path) => {
  const found = recorded[path];
  return found?.status === 200 && typeof found.body === 'object' && found.body !== null ? found.body : 404;
};
