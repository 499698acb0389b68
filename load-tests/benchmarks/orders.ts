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
const ROUNDS = 2;
const CONNECTIONS = [16, 64];
const WARM_UP_MS = 400;
const MEASURE_MS = 1_000;
/** In each round; more than any machine that this ran on could place. */
const MOST_ORDERS = 10_000;
const ALL_ORDERS = ROUNDS * CONNECTIONS.length * MOST_ORDERS;

interface Tally {
  readonly latenciesMs: number[];
  elapsedMs: number;
}

const perSecond = ({ latenciesMs, elapsedMs }: Tally): number => (1_000 * latenciesMs.length) / elapsedMs;

async function buyFor(
  tally: Tally,
  buyers: Pick<BuyersOrder, 'url' | 'newOrder' | 'connections'>,
  most: number,
): Promise<void> {
  const order: BuyersOrder = { ...buyers, most, warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS };
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

interface Parts {
  readonly folder: string;
  readonly checkout: CheckoutAnswer;
  readonly bare: BareRouteAnswer;
}

const emptyTally = (): Tally => ({ latenciesMs: [], elapsedMs: 0 });

async function measure(connections: number, { folder, checkout, bare }: Parts): Promise<BenchLine> {
  const { url, newOrder } = checkout;
  const [orders, routes, checked] = [emptyTally(), emptyTally(), emptyTally()];
  for (let round = 0; round < ROUNDS; round++) {
    await buyFor(routes, { url: bare.url, newOrder, connections }, Number.MAX_SAFE_INTEGER);
    await buyFor(checked, { url: `${bare.url}/checked`, newOrder, connections }, Number.MAX_SAFE_INTEGER);
    await buyFor(orders, { url, newOrder, connections }, MOST_ORDERS);
  }
  return {
    bench: `orders-${connections}-buyers`,
    ratio: rounded(perSecond(orders) / perSecond(routes)),
    ratioToCheckedRoute: rounded(perSecond(orders) / perSecond(checked)),
    ordersPerSecond: Math.round(perSecond(orders)),
    bareRoutesPerSecond: Math.round(perSecond(routes)),
    checkedRoutesPerSecond: Math.round(perSecond(checked)),
    p50Ms: rounded(quantile(orders.latenciesMs, 0.5)),
    p99Ms: rounded(quantile(orders.latenciesMs, 0.99)),
    bareRouteP50Ms: rounded(quantile(routes.latenciesMs, 0.5)),
    bareRouteP99Ms: rounded(quantile(routes.latenciesMs, 0.99)),
    ...timeFlushes(folder),
  };
}

async function* measureAll(folder: string): AsyncGenerator<BenchLine> {
  const processes = startedProcesses();
  try {
    const { rpcUrl } = await processes.start<DevnetAnswer>('devnet.ts', {
      dataFolder: join(folder, 'devnet'),
    } satisfies DevnetOrder);
    const checkout = await processes.start<CheckoutAnswer>('checkout.ts', {
      folder,
      nodeUrl: rpcUrl,
      orders: ALL_ORDERS + 1,
    } satisfies CheckoutOrder);
    const placed = await placeOne(checkout);
    const bare = await processes.start<BareRouteAnswer>('bare-route.ts', { placed } satisfies BareRouteOrder);
    for (const connections of CONNECTIONS) yield await measure(connections, { folder, checkout, bare });
  } finally {
    await processes.stopAll();
  }
}

/**
 * Orders placed with a hold and a deposit address, durably in SQLite, by 16 and by 64 buyers at a time who order without pause,
 * against a bare Fastify route that checks the same body and sends an answer of the same size (`ratio`), and against the same route
 * when it checks its answer too, as the checkout does (`ratioToCheckedRoute`).
 */
export async function* benchOrders(): AsyncGenerator<BenchLine> {
  yield* await inTemporaryFolder(async (folder) => {
    const lines: BenchLine[] = [];
    for await (const line of measureAll(folder)) lines.push(line);
    return lines;
  });
}
