import { startNodeProxy } from './node-proxy.ts';

/** Counts what a checkout asks of its node, and notes when each transaction was told. */
export interface TimingProxy {
  readonly url: string;
  /** When the first answer left that has this transaction's effects in it, on `performance.now()`'s clock. */
  toldAt(digest: string): number | undefined;
  /** How many requests the checkout has made. */
  asked(): number;
  close(): Promise<void>;
}

/** The payer speaks to the node directly: only the checkout asks here, and it asks for effects of final transactions alone. */
const digestsIn = (body: string): string[] =>
  [...body.matchAll(/"transactionDigest":"([A-Za-z0-9]+)"/g)].flatMap(([, digest]) => digest ?? []);

export async function startTimingProxy(nodeUrl: string): Promise<TimingProxy> {
  const told = new Map<string, number>();
  let asked = 0;
  const proxy = await startNodeProxy(nodeUrl, {
    asked() {
      asked++;
    },
    answering(_, answer) {
      const digests = digestsIn(answer);
      const now = performance.now();
      for (const digest of digests) if (!told.has(digest)) told.set(digest, now);
    },
  });
  return { ...proxy, toldAt: (digest) => told.get(digest), asked: () => asked };
}
