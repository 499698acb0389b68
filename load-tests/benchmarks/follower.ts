import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { IotaClient } from '@iota/iota-sdk/client';
import { quantile, rounded, type BenchLine } from '../figures.ts';
import type { CheckoutAnswer, CheckoutCondition, CheckoutOrder } from '../processes/checkout.ts';
import { startChild, type Child } from '../processes/child.ts';
import type { DevnetAnswer, DevnetOrder } from '../processes/devnet.ts';
import type { OpenOrdersOrder } from '../processes/open-orders.ts';
import { startedProcesses, type StartedProcesses } from '../processes/started-processes.ts';
import { timeFlushes } from './flush-times.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { payAll, timeOne } from './timed-payments.ts';
import { startTimingProxy, type TimingProxy } from './timing-proxy.ts';
import { placeWatched, type WatchedOrder } from './watched-order.ts';

const OPEN_ORDERS = [10, 1_000, 100_000];
/** For each checkout; as many as one client may watch at once. */
const PAYMENTS = 60;
/** Long enough that all which a checkout does every half minute falls into it. */
const PAYING = { payers: 4, longestPauseMs: 1_500 };
const LOOK_EVERY_MS = 500;

/** One checkout with so many open orders, and what was seen of it. */
interface Watched {
  readonly openOrders: number;
  readonly child: Child<CheckoutAnswer>;
  readonly checkout: CheckoutAnswer;
  readonly proxy: TimingProxy;
  readonly orders: Map<string, WatchedOrder>;
  readonly answerToTicketMs: number[];
  mostRssBytes: number;
  longestStallMs: number;
}

async function startWatched(openOrders: number, folder: string, { rpcUrl }: DevnetAnswer): Promise<Watched> {
  const filling = startChild('open-orders.ts', {
    folder,
    openOrders,
    spare: PAYMENTS + 1,
  } satisfies OpenOrdersOrder);
  await filling.answer();
  await filling.stop();
  const proxy = await startTimingProxy(rpcUrl);
  const child = startChild<CheckoutAnswer>('checkout.ts', {
    ...{ folder, nodeUrl: proxy.url, orders: openOrders + PAYMENTS + 1, isFilled: true as const },
  } satisfies CheckoutOrder);
  const orders = new Map<string, WatchedOrder>();
  const seen = { orders, answerToTicketMs: [], mostRssBytes: 0, longestStallMs: 0 };
  return { ...{ openOrders, child, proxy, ...seen }, checkout: await child.answer() };
}

async function look(watched: Watched): Promise<void> {
  const { rssBytes, longestStallMs } = await watched.child.ask<CheckoutCondition>('condition');
  watched.mostRssBytes = Math.max(watched.mostRssBytes, rssBytes);
  watched.longestStallMs = Math.max(watched.longestStallMs, longestStallMs);
}

async function lookAt(all: readonly Watched[], until: AbortSignal): Promise<void> {
  for (const watched of all) await watched.child.ask<CheckoutCondition>('condition'); // What starting took is not meant.
  while (!until.aborted) {
    for (const watched of all) await look(watched);
    await pause(LOOK_EVERY_MS);
  }
}

/** One payment at each in turn, so that whatever else the machine does meets all of them. */
async function pay(
  all: readonly Watched[],
  devnet: DevnetAnswer,
  processes: StartedProcesses,
): Promise<void> {
  const client = new IotaClient({ url: devnet.rpcUrl });
  const inTurn = Array.from({ length: PAYMENTS }, (_, i) => all.map(({ orders }) => [...orders.values()][i]));
  const orders = inTurn.flat().flatMap((order) => order ?? []);
  for (const { order, digest } of await payAll(orders, devnet, { processes, ...PAYING })) {
    for (const { orders: own, proxy, answerToTicketMs } of all) {
      const watched = own.get(order);
      if (watched === undefined) continue;
      answerToTicketMs.push((await timeOne(watched, digest, { client, proxy })).answerToTicketMs);
    }
  }
}

const MEGABYTE = 1_048_576;

function lineOf(watched: Watched, requestsPerMinute: number): BenchLine {
  const { openOrders, answerToTicketMs, mostRssBytes, longestStallMs } = watched;
  return {
    bench: `follower-${openOrders}-open-orders`,
    requestsPerMinute: rounded(requestsPerMinute),
    rssMb: Math.round(mostRssBytes / MEGABYTE),
    answerToTicketP50Ms: rounded(quantile(answerToTicketMs, 0.5)),
    answerToTicketP99Ms: rounded(quantile(answerToTicketMs, 0.99)),
    payments: answerToTicketMs.length,
    longestStallMs: rounded(longestStallMs),
  };
}

async function measure(all: readonly Watched[], devnet: DevnetAnswer, processes: StartedProcesses) {
  for (const { orders, checkout } of all)
    for (let i = 0; i < PAYMENTS; i++) {
      const watched = await placeWatched(checkout.url, checkout.newOrder);
      orders.set(watched.order.id, watched);
    }
  const paying = new AbortController();
  const looking = lookAt(all, paying.signal);
  looking.catch(() => undefined); // Awaited below.
  const startedAt = performance.now();
  const askedBefore = all.map(({ proxy }) => proxy.asked());
  try {
    await pay(all, devnet, processes);
  } finally {
    paying.abort();
  }
  const minutes = (performance.now() - startedAt) / 60_000;
  const perMinute = all.map(({ proxy }, i) => (proxy.asked() - (askedBefore[i] ?? 0)) / minutes);
  await looking;
  return { perMinute, seconds: minutes * 60 };
}

function ratiosOf(lines: readonly BenchLine[]): BenchLine {
  const [fewest, most] = [lines[0], lines.at(-1)];
  const between = (figure: string): number => rounded(Number(most?.[figure]) / Number(fewest?.[figure]));
  return {
    bench: 'follower',
    requestsRatio: between('requestsPerMinute'),
    rssRatio: between('rssMb'),
    answerToTicketP50Ratio: between('answerToTicketP50Ms'),
    rssMb: most?.['rssMb'] ?? Number.NaN,
    answerToTicketP99Ms: most?.['answerToTicketP99Ms'] ?? Number.NaN,
  };
}

async function measureIn(folder: string): Promise<BenchLine[]> {
  const processes = startedProcesses();
  const all: Watched[] = [];
  try {
    const dataFolder = join(folder, 'devnet');
    const devnet = await processes.start<DevnetAnswer>('devnet.ts', { dataFolder } satisfies DevnetOrder);
    for (const openOrders of OPEN_ORDERS)
      all.push(await startWatched(openOrders, join(folder, String(openOrders)), devnet));
    const { perMinute, seconds } = await measure(all, devnet, processes);
    const lines = all.map((watched, i) => lineOf(watched, perMinute[i] ?? Number.NaN));
    const [{ checkout }] = all as [Watched]; // There are three.
    const ratios = { ...ratiosOf(lines), seconds: Math.round(seconds), pollMs: checkout.pollMs };
    return [...lines, { ...ratios, ...timeFlushes(folder) }];
  } finally {
    for (const { child, proxy } of all) {
      await child.stop();
      await proxy.close();
    }
    await processes.stopAll();
  }
}

/**
 * Three checkouts on one ledger at the same time, with 10, 1,000 and 100,000 orders that await their money, each behind a proxy of
 * its own that counts what it asks of the node. Payments go to each in turn. `requestsPerMinute` is of the time in which was paid;
 * `rssMb` the most that the checkout's process (broker included) had of the machine's memory in it; `answerToTicket…` runs from the
 * node's answer with the payment in it until the buyer's page has its ticket; with 60 payments each, the p99 is the slowest.
 * Ratios: 100,000 open orders by 10.
 */
export async function* benchFollower(): AsyncGenerator<BenchLine> {
  yield* await inTemporaryFolder(measureIn);
}
