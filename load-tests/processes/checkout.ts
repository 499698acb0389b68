import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { composeBroker } from '@tanglegate/broker/compose';
import { temporarySigningKey } from '@tanglegate/did/signing-key';
import { composeCheckout } from '@tanglegate/wallet-checkout/compose';
import { readCheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { fillPool } from '@tanglegate/wallet-checkout/testing/fill-pool';
import { testEvent, testTier } from '@tanglegate/wallet-checkout/testing/test-event';
import { pino } from 'pino';
import { answer, awaitOrder } from './child.ts';

/** A checkout and its broker as `npm start` runs them, in a process of their own, with one event on sale. */
export interface CheckoutOrder {
  readonly folder: string;
  readonly nodeUrl: string;
  /** Deposit addresses to hand out, and seats to sell: no more orders than that. */
  readonly orders: number;
  /** The folder was used before, or filled by `open-orders.ts`: the pool is full. `orders` counts those that are there already. */
  readonly isFilled?: true;
  /** More settings. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface CheckoutAnswer {
  readonly url: string;
  /** An order for one ticket, ready to be posted. */
  readonly newOrder: string;
  readonly pollMs: number;
}

/** What it answers to the question `condition`, whenever it is asked. */
export interface CheckoutCondition {
  /** Of the whole process, broker included. */
  readonly rssBytes: number;
  /** For how long at most nothing else could be done, since the last question. */
  readonly longestStallMs: number;
}

const order = await awaitOrder<CheckoutOrder>();
const log = pino({ level: 'error' });
const broker = await composeBroker({ folder: join(order.folder, 'broker'), mqttPort: 0 }, { log });
const settings = readCheckoutSettings({
  TANGLEGATE_DATA: join(order.folder, 'checkout'),
  TANGLEGATE_PORT: '0',
  TANGLEGATE_NODE_URL: order.nodeUrl,
  // How often one client may order is not what is measured.
  TANGLEGATE_ORDER_LIMIT: '1000000',
  // The pool is filled below: nothing is left to derive meanwhile.
  TANGLEGATE_DEV_POOL: '1',
  ...order.environment,
});
if (order.isFilled !== true) await fillPool(settings, order.orders + 1);
const checkout = await composeCheckout(settings, {
  signer: temporarySigningKey(),
  mqtt: { url: broker.tcpUrl, ...broker.credentials.issue({ role: 'checkout' }, 'bench') },
  doorCredentials: broker.credentials,
  log,
});
const tier = testTier({ capacity: order.orders });
const event = testEvent({ tiers: [tier] });
await checkout.importEvent(event);
await checkout.start();
await untilFollowing();
await answer({
  url: checkout.url,
  newOrder: JSON.stringify({
    event: event.id,
    tier: tier.id,
    quantity: 1,
    buyer: { name: 'Ada Lovelace', phone: '+41 79 123 45 67' },
  }),
  pollMs: settings.ledger.pollMs,
} satisfies CheckoutAnswer);

const STALL_RESOLUTION_MS = 5;
const stalls = monitorEventLoopDelay({ resolution: STALL_RESOLUTION_MS });
stalls.enable();
process.on('message', (question) => {
  if (question !== 'condition') return;
  const longestStallMs = Math.max(0, stalls.max / 1e6 - STALL_RESOLUTION_MS);
  stalls.reset();
  void answer({ rssBytes: process.memoryUsage.rss(), longestStallMs } satisfies CheckoutCondition);
});

/** Before that no order that costs something is taken. */
async function untilFollowing(): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const { parts } = await checkout.health.report();
    if (parts.some(({ name, ok }) => name === 'ledger' && ok)) return;
    await pause(20);
  }
  throw new Error('the checkout does not follow the ledger after ten seconds');
}

process.once('SIGTERM', () => {
  void checkout
    .close()
    .then(() => broker.close())
    .then(() => {
      process.disconnect();
    });
});
