import { answer, awaitOrder } from './child.ts';
import { openConnection, type HttpConnection } from './http-connection.ts';

/** Buyers who order without pause, each on a connection of its own. */
export interface BuyersOrder {
  /** `/api/orders` follows. */
  readonly url: string;
  /** The body that each of them posts. */
  readonly newOrder: string;
  readonly connections: number;
  /** Not more orders than this, however fast they are answered. */
  readonly most: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export interface BuyersAnswer {
  /** Of the measured time only. */
  readonly latenciesMs: readonly number[];
  readonly elapsedMs: number;
  /** How many of all answers had which status. */
  readonly statuses: Readonly<Record<string, number>>;
}

const order = await awaitOrder<BuyersOrder>();
const { newOrder } = order;
const request = Buffer.from(
  [
    `POST ${new URL(order.url).pathname.replace(/\/$/, '')}/api/orders HTTP/1.1`,
    `host: ${new URL(order.url).host}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(newOrder)}`,
    '',
    newOrder,
  ].join('\r\n'),
);
const latenciesMs: number[] = [];
const statuses: Record<string, number> = {};
let placed = 0;

const connections = await Promise.all(
  Array.from({ length: order.connections }, () => openConnection(order.url)),
);
const measureFrom = performance.now() + order.warmUpMs;
const measureUntil = measureFrom + order.measureMs;
let lastAnswer = measureFrom;

async function buyOn(connection: HttpConnection): Promise<void> {
  for (;;) {
    const sentAt = performance.now();
    if (sentAt > measureUntil || placed++ >= order.most) return;
    const status = await connection.ask(request);
    const now = performance.now();
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (sentAt < measureFrom || now > measureUntil) continue;
    latenciesMs.push(now - sentAt);
    lastAnswer = now;
  }
}

await Promise.all(connections.map(buyOn));
for (const connection of connections) connection.close();
await answer({ latenciesMs, elapsedMs: lastAnswer - measureFrom, statuses } satisfies BuyersAnswer);
process.disconnect();
