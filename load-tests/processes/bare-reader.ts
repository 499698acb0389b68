import { ask } from '../benchmarks/node-proxy.ts';
import type { Recording } from '../benchmarks/recording-proxy.ts';
import { answer, awaitOrder } from './child.ts';

/** Asks a node again what a checkout asked it, as many at a time, reads the answers, and does nothing with them. */
export interface BareReaderOrder extends Pick<Recording, 'requests' | 'mostAtOnce'> {
  readonly nodeUrl: string;
}

export interface BareReaderAnswer {
  readonly elapsedMs: number;
}

const { nodeUrl, requests, mostAtOnce } = await awaitOrder<BareReaderOrder>();
const waiting = requests[Symbol.iterator]();
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: mostAtOnce }, async () => {
    for (const request of waiting) JSON.parse(await (await ask(nodeUrl, request)).text());
  }),
);
await answer({ elapsedMs: performance.now() - startedAt } satisfies BareReaderAnswer);
process.disconnect();
