import { IotaClient, IotaHTTPTransport } from '@iota/iota-sdk/client';
import { millis, type Millis } from '@tanglegate/core/clock';
import { z } from 'zod';
import type { AddressHex } from '../../domain/address.ts';
import { timedFetch } from '../ledger-node/timed-fetch.ts';
import { isRefusal, rebasedTrouble } from './rebased-trouble.ts';
import { parseTransactions, type RebasedTransaction } from './read-transaction.ts';

/** The node's own limits (seen on a real one). */
const CHECKPOINTS_AT_ONCE = 100;
const TRANSACTIONS_AT_ONCE = 50;

const checkpointPage = z.object({
  data: z.array(
    z.object({
      sequenceNumber: z.string().regex(/^[0-9]{1,15}$/),
      digest: z.string(),
      previousDigest: z.string().nullish(),
      timestampMs: z
        .string()
        .regex(/^[0-9]{1,15}$/)
        .nullish(),
      transactions: z.array(z.string()),
    }),
  ),
  hasNextPage: z.boolean(),
});

export interface Checkpoint {
  readonly position: number;
  readonly digest: string;
  readonly previousDigest: string | undefined;
  readonly ledgerAt: Millis | undefined;
  readonly digests: readonly string[];
}

interface DigestPage {
  readonly digests: readonly string[];
  /** Undefined: there are no more. */
  readonly next: string | undefined;
}

/** One node. Every method throws a `TanglegateError` `ledger-…` when it does not answer, or not sensibly. */
export interface RebasedNode {
  chain(): Promise<string>;
  latest(): Promise<number>;
  /** Whether this checkpoint is there, and not forgotten. */
  keeps(position: number): Promise<boolean>;
  /** May repeat what the cursor has already passed. */
  checkpointsAfter(position: number): Promise<{ checkpoints: Checkpoint[]; hasMore: boolean }>;
  /** Transactions that an address got something from, newest first: 50, and what to ask the next ones with. */
  digestsTo(address: AddressHex, after: string | undefined): Promise<DigestPage>;
  /** The transactions that last touched the coins of IOTA that lie at an address. */
  coinOrigins(address: AddressHex): Promise<string[]>;
  /** Those of them that the node knows. */
  transactions(digests: readonly string[]): Promise<ReadonlyMap<string, RebasedTransaction>>;
}

export interface NodeAccess {
  readonly url: string;
  readonly timeoutMs: number;
  /** Aborted when the checkout stops: nobody waits for an answer then. */
  readonly signal: AbortSignal;
}

function openClient({ url, timeoutMs, signal }: NodeAccess): IotaClient {
  const fetchInTime = timedFetch(timeoutMs, signal);
  return new IotaClient({ transport: new IotaHTTPTransport({ url, fetch: fetchInTime }) });
}

async function fetchSome(client: IotaClient, digests: string[]): Promise<RebasedTransaction[]> {
  const options = { showBalanceChanges: true, showEffects: true };
  return parseTransactions(await client.multiGetTransactionBlocks({ digests, options }));
}

/** Spoken to through the official SDK; what it answers is checked before anybody believes it. */
export function rebasedNode(access: NodeAccess): RebasedNode {
  const client = openClient(access);

  async function ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw rebasedTrouble(error, access.url);
    }
  }
  /** One unknown digest fails the whole batch: then each is asked for by itself, and the unknown one is left out. */
  async function fetchKnown(digests: string[]): Promise<RebasedTransaction[]> {
    try {
      return await ask(() => fetchSome(client, digests));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (digests.length === 1) return [];
      const found: RebasedTransaction[] = [];
      for (const digest of digests) found.push(...(await fetchKnown([digest])));
      return found;
    }
  }
  return {
    chain: () =>
      ask(async () =>
        z
          .string()
          .min(1)
          .parse(await client.getChainIdentifier()),
      ),
    latest: () => ask(async () => readPosition(await client.getLatestCheckpointSequenceNumber())),
    async keeps(position) {
      try {
        await ask(() => client.getCheckpoint({ id: String(position) }));
        return true;
      } catch (error) {
        if (isRefusal(error)) return false;
        throw error;
      }
    },
    checkpointsAfter: (position) =>
      ask(async () => {
        const cursor = { cursor: String(position), limit: CHECKPOINTS_AT_ONCE, descendingOrder: false };
        return readCheckpoints(await client.getCheckpoints(cursor));
      }),
    digestsTo: (address, after) => ask(() => byAddress(client).digestsTo(address, after)),
    coinOrigins: (address) => ask(() => byAddress(client).coinOrigins(address)),
    async transactions(digests) {
      const all = new Map<string, RebasedTransaction>();
      for (let i = 0; i < digests.length; i += TRANSACTIONS_AT_ONCE) {
        const some = await fetchKnown(digests.slice(i, i + TRANSACTIONS_AT_ONCE));
        for (const transaction of some) all.set(transaction.digest, transaction);
      }
      return all;
    },
  };
}

const digestPage = z.object({
  data: z.array(z.object({ digest: z.string().min(1) })),
  nextCursor: z.string().nullish(),
  hasNextPage: z.boolean(),
});
const coinPage = z.object({
  data: z.array(z.object({ previousTransaction: z.string().min(1) })),
  nextCursor: z.string().nullish(),
  hasNextPage: z.boolean(),
});

/** @throws SyntaxError: a node that gives the same place again would be asked for ever */
function nextOf(
  { hasNextPage, nextCursor }: { hasNextPage: boolean; nextCursor?: string | null | undefined },
  asked: string | undefined,
): string | undefined {
  if (!hasNextPage) return undefined;
  if (nextCursor && nextCursor !== asked) return nextCursor;
  throw new SyntaxError('there is said to be more, and not where');
}

type Asking = Pick<RebasedNode, 'digestsTo' | 'coinOrigins'>;

/** Only digests: with more, one transaction that the node has forgotten would fail the whole page. */
function byAddress(client: IotaClient): Asking {
  return {
    async digestsTo(address, after) {
      const query = { filter: { ToAddress: `0x${address}` }, limit: TRANSACTIONS_AT_ONCE };
      const page = digestPage.parse(
        await client.queryTransactionBlocks({ ...query, order: 'descending', cursor: after ?? null }),
      );
      return { digests: page.data.map(({ digest }) => digest), next: nextOf(page, after) };
    },
    async coinOrigins(address) {
      const origins: string[] = [];
      let after: string | undefined;
      do {
        const page = coinPage.parse(await client.getCoins({ owner: `0x${address}`, cursor: after ?? null }));
        origins.push(...page.data.map(({ previousTransaction }) => previousTransaction));
        after = nextOf(page, after);
      } while (after !== undefined);
      return origins;
    },
  };
}

const readPosition = (answer: unknown): number =>
  Number(checkpointPage.shape.data.element.shape.sequenceNumber.parse(answer));

/** `nextCursor` is not looked at: it is null on the last page even when there is data. */
function readCheckpoints(answer: unknown): { checkpoints: Checkpoint[]; hasMore: boolean } {
  const page = checkpointPage.parse(answer);
  const checkpoints = page.data.map((checkpoint) => ({
    position: Number(checkpoint.sequenceNumber),
    digest: checkpoint.digest,
    previousDigest: checkpoint.previousDigest ?? undefined,
    ledgerAt: checkpoint.timestampMs ? millis(Number(checkpoint.timestampMs)) : undefined,
    digests: checkpoint.transactions,
  }));
  return { checkpoints, hasMore: page.hasNextPage };
}
