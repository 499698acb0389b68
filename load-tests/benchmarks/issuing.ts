import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { IotaClient } from '@iota/iota-sdk/client';
import { quantile, rounded, type BenchLine } from '../figures.ts';
import type { CheckoutAnswer, CheckoutOrder } from '../processes/checkout.ts';
import type { DevnetAnswer, DevnetOrder } from '../processes/devnet.ts';
import { startedProcesses, type StartedProcesses } from '../processes/started-processes.ts';
import { timeFlushes } from './flush-times.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { payAll, timeOne, type Timed } from './timed-payments.ts';
import { startTimingProxy, type TimingProxy } from './timing-proxy.ts';
import { placeWatched, type WatchedOrder } from './watched-order.ts';

/** As many as one client may watch at once. */
const PAYMENTS = 60;
const PAYING = { payers: 4, longestPauseMs: 600 };
const ROUND_TRIP_EVERY_MS = 50;

/** The smallest question that the SDK can ask the node, again and again until it is told to stop. */
async function timeRoundTrips(client: IotaClient, until: AbortSignal): Promise<number[]> {
  const tripsMs: number[] = [];
  while (!until.aborted) {
    const askedAt = performance.now();
    await client.getLatestCheckpointSequenceNumber();
    tripsMs.push(performance.now() - askedAt);
    await pause(ROUND_TRIP_EVERY_MS);
  }
  return tripsMs;
}

interface Parts {
  readonly devnet: DevnetAnswer;
  readonly checkout: CheckoutAnswer;
  readonly proxy: TimingProxy;
  readonly processes: StartedProcesses;
}

async function timeAll({ devnet, checkout, proxy, processes }: Parts) {
  const client = new IotaClient({ url: devnet.rpcUrl });
  const orders = new Map<string, WatchedOrder>();
  for (let i = 0; i < PAYMENTS; i++) {
    const watched = await placeWatched(checkout.url, checkout.newOrder);
    orders.set(watched.order.id, watched);
  }
  const paying = new AbortController();
  const roundTrips = timeRoundTrips(client, paying.signal);
  try {
    const paid = await payAll([...orders.values()], devnet, { processes, ...PAYING });
    const timed: Timed[] = [];
    for (const { order, digest } of paid) {
      const watched = orders.get(order);
      if (watched !== undefined) timed.push(await timeOne(watched, digest, { client, proxy }));
    }
    paying.abort();
    return { timed, roundTripsMs: await roundTrips };
  } finally {
    paying.abort();
  }
}

function lineOf({ timed, roundTripsMs }: Awaited<ReturnType<typeof timeAll>>, pollMs: number): BenchLine {
  const answered = timed.map(({ answerToTicketMs }) => answerToTicketMs);
  const final = timed.map(({ finalToPaidMs }) => finalToPaidMs);
  const roundTripP50 = quantile(roundTripsMs, 0.5);
  return {
    bench: 'issuing',
    ratio: rounded(quantile(answered, 0.5) / roundTripP50),
    payments: timed.length,
    p50Ms: rounded(quantile(answered, 0.5)),
    p99Ms: rounded(quantile(answered, 0.99)),
    nodeRoundTripP50Ms: rounded(roundTripP50),
    nodeRoundTripP99Ms: rounded(quantile(roundTripsMs, 0.99)),
    finalToPaidP50Ms: quantile(final, 0.5),
    finalToPaidP99Ms: quantile(final, 0.99),
    pollMs,
  };
}

async function measure(folder: string): Promise<BenchLine> {
  const processes = startedProcesses();
  let proxy: TimingProxy | undefined;
  try {
    const devnet = await processes.start<DevnetAnswer>('devnet.ts', {
      dataFolder: join(folder, 'devnet'),
    } satisfies DevnetOrder);
    proxy = await startTimingProxy(devnet.rpcUrl);
    const checkout = await processes.start<CheckoutAnswer>('checkout.ts', {
      ...{ folder, nodeUrl: proxy.url, orders: PAYMENTS },
    } satisfies CheckoutOrder);
    const line = lineOf(await timeAll({ devnet, checkout, proxy, processes }), checkout.pollMs);
    return { ...line, ...timeFlushes(folder) };
  } finally {
    await processes.stopAll();
    await proxy?.close();
  }
}

/**
 * Payment final → ticket issued. `p50Ms` and `p99Ms` run from the node's answer that has the payment in it until the buyer's page
 * has its ticket, so they hold two durable commits, a signature, and an event on the order's stream; with 60 payments the p99 is
 * the slowest of them. Ratio: that median by the median of the smallest round trip to the same node, made meanwhile: how many
 * questions to the node a ticket costs. `finalToPaid` runs from the checkpoint's time stamp until `paidAt`, and so holds the
 * wait for the next poll as well.
 */
export async function* benchIssuing(): AsyncGenerator<BenchLine> {
  yield await inTemporaryFolder(measure);
}
