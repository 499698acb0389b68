import {
  IotaClient,
  IotaHTTPStatusError,
  IotaHTTPTransport,
  IotaHTTPTransportError,
} from '@iota/iota-sdk/client';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { z } from 'zod';
import { parseTransactions } from './read-transaction.ts';

/** The node's own limits (seen on a real one). */
export const CHECKPOINTS_AT_ONCE = 100;
const TRANSACTIONS_AT_ONCE = 50;

const checkpointPage = z.object({
  data: z.array(
    z.object({
      sequenceNumber: z.string().regex(/^[0-9]{1,16}$/),
      digest: z.string(),
      previousDigest: z.string().nullish(),
      transactions: z.array(z.string()),
    }),
  ),
  hasNextPage: z.boolean(),
});
export interface Checkpoint {
  readonly position: number;
  readonly digest: string;
  readonly previousDigest: string | undefined;
  readonly digests: readonly string[];
}
type Transaction = ReturnType<typeof parseTransactions>[number];

export interface RebasedNode {
  chain(): Promise<string>;
  latest(): Promise<number>;
  /** May repeat what the cursor has already passed. */
  checkpointsAfter(position: number): Promise<{ checkpoints: Checkpoint[]; hasMore: boolean }>;
  /** Those of them that the node knows. */
  transactions(digests: readonly string[]): Promise<Map<string, Transaction>>;
}

function troubleOf(error: unknown, url: string): TanglegateError {
  if (error instanceof TanglegateError) return error;
  if (error instanceof IotaHTTPStatusError)
    return new TanglegateError('ledger-node-error', `The node ${url} answers with HTTP ${error.status}.`, {
      cause: error,
    });
  if (error instanceof IotaHTTPTransportError)
    return new TanglegateError('ledger-node-error', `The node ${url} refuses: ${messageOf(error)}.`, {
      cause: error,
    });
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return new TanglegateError('ledger-unreachable', `The node ${url} does not answer in time.`, {
      cause: error,
    });
  return new TanglegateError('ledger-unreachable', `The node ${url} cannot be reached: ${causeOf(error)}.`, {
    cause: error,
  });
}

/** fetch says "fetch failed" and hides why in its cause. */
const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? messageOf(error.cause) : messageOf(error);

/** One node, spoken to through the official SDK; what it answers is checked before anybody believes it. */
export function rebasedNode({ url, timeoutMs }: { url: string; timeoutMs: number }): RebasedNode {
  const timed: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  const client = new IotaClient({ transport: new IotaHTTPTransport({ url, fetch: timed }) });

  async function ask<T>(schema: z.ZodType<T>, question: () => Promise<unknown>): Promise<T> {
    try {
      return schema.parse(await question());
    } catch (error) {
      if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw troubleOf(error, url);
      throw new TanglegateError('ledger-nonsense', `The node ${url} answers what cannot be read.`, {
        cause: error,
      });
    }
  }
  const fetchSome = async (digests: string[]): Promise<Transaction[]> =>
    parseTransactions(
      await ask(z.unknown(), () =>
        client.multiGetTransactionBlocks({
          digests,
          options: { showBalanceChanges: true, showEffects: true },
        }),
      ),
    );

  /** One unknown digest fails the whole batch: then each is asked for by itself, and the unknown one is left out. */
  async function fetchKnown(digests: string[]): Promise<Transaction[]> {
    try {
      return await fetchSome(digests);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (digests.length === 1) return [];
      const found: Transaction[] = [];
      for (const digest of digests) found.push(...(await fetchKnown([digest])));
      return found;
    }
  }
  return {
    chain: () => ask(z.string().min(1), () => client.getChainIdentifier()),
    latest: async () =>
      Number(await ask(z.string().regex(/^[0-9]+$/), () => client.getLatestCheckpointSequenceNumber())),
    async checkpointsAfter(position) {
      const page = await ask(checkpointPage, () =>
        client.getCheckpoints({
          cursor: String(position),
          limit: CHECKPOINTS_AT_ONCE,
          descendingOrder: false,
        }),
      );
      const checkpoints = page.data.map((checkpoint) => ({
        position: Number(checkpoint.sequenceNumber),
        digest: checkpoint.digest,
        previousDigest: checkpoint.previousDigest ?? undefined,
        digests: checkpoint.transactions,
      }));
      return { checkpoints, hasMore: page.hasNextPage };
    },
    async transactions(digests) {
      const all = new Map<string, Transaction>();
      for (let i = 0; i < digests.length; i += TRANSACTIONS_AT_ONCE) {
        for (const transaction of await fetchKnown(digests.slice(i, i + TRANSACTIONS_AT_ONCE)))
          all.set(transaction.digest, transaction);
      }
      return all;
    },
  };
}

/** The node has understood and says no, as opposed to being slow or gone. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof TanglegateError &&
    error.code === 'ledger-node-error' &&
    !(error.cause instanceof IotaHTTPStatusError)
  );
}
