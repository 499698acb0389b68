import { readCheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { fillOrders } from '@tanglegate/wallet-checkout/testing/fill-orders';
import { testEvent, testTier } from '@tanglegate/wallet-checkout/testing/test-event';
import { join } from 'node:path';
import { answer, awaitOrder } from './child.ts';

/** Fills a checkout's data folder with open orders: in a process of its own, so that the checkout's memory is its own. */
export interface OpenOrdersOrder {
  /** The checkout's, as `checkout.ts` takes it. */
  readonly folder: string;
  readonly openOrders: number;
  /** How many more can be placed. */
  readonly spare: number;
}

const { folder, openOrders: orders, spare } = await awaitOrder<OpenOrdersOrder>();
const settings = readCheckoutSettings({ TANGLEGATE_DATA: join(folder, 'checkout') });
const event = testEvent({ tiers: [testTier({ capacity: orders + spare })] });
await fillOrders(settings, { event, orders, spare });
await answer({});
process.disconnect();
