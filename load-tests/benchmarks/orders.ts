import { join } from 'node:path';
import { quantile, rounded, type BenchLine } from '../figures.ts';
import type { BareRouteAnswer, BareRouteOrder } from '../processes/bare-route.ts';
import type { BuyersAnswer, BuyersOrder } from '../processes/buyers.ts';
import type { CheckoutAnswer, CheckoutOrder } from '../processes/checkout.ts';
import { startChild } from '../processes/child.ts';
import type { DevnetAnswer, DevnetOrder } from '../processes/devnet.ts';
import { startedProcesses } from '../processes/started-processes.ts';
import { timeFlushes } from './flush-times.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** Taken in turn, so that whatever else the machine does meets both. */
const ROUNDS = 3;
const CONNECTIONS = 16;
const WARM_UP_MS = 500;
const MEASURE_MS = 1_500;
/** In each round; more than any machine that this ran on could place. */
const MOST_ORDERS = 10_000;

interface Tally {
  readonly latenciesMs: number[];
  elapsedMs: number;
}

const perSecond = ({ latenciesMs, elapsedMs }: Tally): number => (1_000 * latenciesMs.length) / elapsedMs;

async function buyFor(
  tally: Tally,
  { url, newOrder }: Pick<BuyersOrder, 'url' | 'newOrder'>,
  most: number,
): Promise<void> {
  const order: BuyersOrder = {
    ...{ url, newOrder, most, connections: CONNECTIONS },
    ...{ warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS },
  };
  const child = startChild<BuyersAnswer>('buyers.ts', order);
  try {
    const { latenciesMs, elapsedMs, statuses } = await child.answer();
    if (Object.keys(statuses).join() !== '201')
      throw new Error(`not every order was placed: ${JSON.stringify(statuses)}`);
    tally.latenciesMs.push(...latenciesMs);
    tally.elapsedMs += elapsedMs;
  } finally {
    await child.stop();
  }
}

async function placeOne({ url, newOrder }: CheckoutAnswer): Promise<object> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/orders`, { method: 'POST', headers, body: newOrder });
  if (response.status !== 201) throw new Error(`no order was placed: ${await response.text()}`);
  return (await response.json()) as object; // Checked by the checkout's own response schema.
}

async function measure(folder: string): Promise<BenchLine> {
  const processes = startedProcesses();
  try {
    const { rpcUrl } = await processes.start<DevnetAnswer>('devnet.ts', {
      dataFolder: join(folder, 'devnet'),
    } satisfies DevnetOrder);
    const checkout = await processes.start<CheckoutAnswer>('checkout.ts', {
      folder,
      nodeUrl: rpcUrl,
      orders: ROUNDS * MOST_ORDERS + 1,
    } satisfies CheckoutOrder);
    const { newOrder } = checkout;
    const placed = await placeOne(checkout);
    const bare = await processes.start<BareRouteAnswer>('bare-route.ts', { placed } satisfies BareRouteOrder);
    const orders: Tally = { latenciesMs: [], elapsedMs: 0 };
    const routes: Tally = { latenciesMs: [], elapsedMs: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      await buyFor(routes, { url: bare.url, newOrder }, Number.MAX_SAFE_INTEGER);
      await buyFor(orders, checkout, MOST_ORDERS);
    }
    return {
      bench: 'orders',
      ratio: rounded(perSecond(orders) / perSecond(routes)),
      ordersPerSecond: Math.round(perSecond(orders)),
      bareRoutesPerSecond: Math.round(perSecond(routes)),
      p50Ms: rounded(quantile(orders.latenciesMs, 0.5)),
      p99Ms: rounded(quantile(orders.latenciesMs, 0.99)),
      bareRouteP50Ms: rounded(quantile(routes.latenciesMs, 0.5)),
      bareRouteP99Ms: rounded(quantile(routes.latenciesMs, 0.99)),
      ...timeFlushes(folder),
    };
  } finally {
    await processes.stopAll();
  }
}

/**
 * Orders placed with a hold and a deposit address, durably in SQLite, against a bare Fastify route that checks the same body and
 * sends an answer of the same size. Ratio: orders per second by answers of the bare route per second, over 16 connections each.
 */
export async function* benchOrders(): AsyncGenerator<BenchLine> {
  yield await inTemporaryFolder(measure);
}
