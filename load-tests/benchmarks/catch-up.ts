import { setTimeout as pause } from 'node:timers/promises';
import { orderViewSchema, placedOrderSchema, type PlacedOrder } from '@tanglegate/core/http/orders';
import { rounded, type BenchLine } from '../figures.ts';
import type { BareReaderAnswer, BareReaderOrder } from '../processes/bare-reader.ts';
import type { CheckoutAnswer, CheckoutOrder } from '../processes/checkout.ts';
import { startChild } from '../processes/child.ts';
import { passingDevnet, passingTangle, type PassingLedger } from './passing-ledgers.ts';
import { startRecordingProxy, type RecordingProxy } from './recording-proxy.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** Spread over the hour; the last at its end. */
const PAYMENTS = 12;
const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 100;

interface Parts {
  readonly folder: string;
  readonly ledger: PassingLedger;
  readonly proxy: RecordingProxy;
}

function startCheckout({ folder, ledger, proxy }: Parts, again: Pick<CheckoutOrder, 'isFilled'> = {}) {
  const { environment } = ledger;
  const order: CheckoutOrder = { folder, nodeUrl: proxy.url, orders: PAYMENTS, environment, ...again };
  return startChild<CheckoutAnswer>('checkout.ts', order);
}

async function place({ url, newOrder }: CheckoutAnswer): Promise<PlacedOrder> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/orders`, { method: 'POST', headers, body: newOrder });
  return placedOrderSchema.parse(await response.json());
}

async function placeAndLeave(parts: Parts): Promise<PlacedOrder[]> {
  const child = startCheckout(parts);
  try {
    const checkout = await child.answer();
    const placed: PlacedOrder[] = [];
    for (let i = 0; i < PAYMENTS; i++) placed.push(await place(checkout));
    return placed;
  } finally {
    await child.stop();
  }
}

async function letAnHourPass(ledger: PassingLedger, placed: readonly PlacedOrder[]): Promise<void> {
  for (const { order } of placed) {
    if (order.state !== 'open') throw new Error(`the order is ${order.state}, not open`);
    await ledger.advance(Math.ceil(ledger.anHour / PAYMENTS));
    await ledger.pay(order.address, BigInt(order.due));
  }
  await ledger.advance(1);
}

/** @returns `paidAt` @throws when it is not paid in time */
async function untilPaid({ url }: CheckoutAnswer, { order: { id }, secret }: PlacedOrder): Promise<number> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const response = await fetch(`${url}/api/orders/${id}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    const order = orderViewSchema.parse(await response.json());
    if (order.state === 'paid') return order.paidAt;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`order ${id} was paid while the checkout was away, and it has not noticed`);
}

async function catchUp(parts: Parts, placed: readonly PlacedOrder[]) {
  parts.proxy.begin();
  const child = startCheckout(parts, { isFilled: true });
  try {
    const checkout = await child.answer();
    let caughtUpAt = 0;
    for (const one of placed) caughtUpAt = Math.max(caughtUpAt, await untilPaid(checkout, one));
    const recording = parts.proxy.end();
    return { ...recording, elapsedMs: caughtUpAt - recording.beganAt };
  } finally {
    await child.stop();
  }
}

async function readBare(order: BareReaderOrder): Promise<number> {
  const child = startChild<BareReaderAnswer>('bare-reader.ts', order);
  try {
    return (await child.answer()).elapsedMs;
  } finally {
    await child.stop();
  }
}

async function measure(ledger: PassingLedger, folder: string): Promise<BenchLine> {
  const proxy = await startRecordingProxy(ledger.nodeUrl);
  try {
    const parts = { folder, ledger, proxy };
    const placed = await placeAndLeave(parts);
    await letAnHourPass(ledger, placed);
    const { elapsedMs, requests, mostAtOnce } = await catchUp(parts, placed);
    const bareMs = await readBare({ nodeUrl: proxy.url, requests, mostAtOnce });
    const positions = Math.ceil(ledger.anHour / PAYMENTS) * PAYMENTS;
    return {
      bench: ledger.positions === 'checkpoints' ? 'catch-up-rebased' : 'catch-up-stardust',
      measuredOn: ledger.measuredOn,
      ratio: rounded(bareMs / elapsedMs),
      [`${ledger.positions}PerSecond`]: Math.round((1_000 * positions) / elapsedMs),
      [`bare${ledger.positions === 'checkpoints' ? 'Checkpoints' : 'Milestones'}PerSecond`]: Math.round(
        (1_000 * positions) / bareMs,
      ),
      [ledger.positions]: positions,
      seconds: rounded(elapsedMs / 1_000),
      payments: placed.length,
      requests: requests.length,
    };
  } finally {
    await proxy.close();
  }
}

async function measureOn(start: (folder: string) => Promise<PassingLedger | string>): Promise<BenchLine> {
  return inTemporaryFolder(async (folder) => {
    const ledger = await start(folder);
    if (typeof ledger === 'string') return { bench: 'catch-up-stardust', measuredOn: `nothing: ${ledger}` };
    try {
      return await measure(ledger, folder);
    } finally {
      await ledger.close();
    }
  });
}

/**
 * An hour of the ledger with twelve payments in it, after which a checkout is started that was away: how many checkpoints or
 * milestones a second it reads, from its first question to the node until the order paid last is paid. Ratio: against somebody who
 * puts the same questions to the same node right afterwards, as many at a time, and does nothing with the answers.
 */
export async function* benchCatchUp(): AsyncGenerator<BenchLine> {
  yield await measureOn(passingDevnet);
  yield await measureOn(passingTangle);
}
