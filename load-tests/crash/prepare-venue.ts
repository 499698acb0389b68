import { ledgerUnits } from '@tanglegate/core/money';
import { openSigningKey } from '@tanglegate/did/signing-key';
import { composeCheckout } from '@tanglegate/wallet-checkout/compose';
import { readCheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { fillPool } from '@tanglegate/wallet-checkout/testing/fill-pool';
import { free, standing, testEvent, testTier, venue } from '@tanglegate/wallet-checkout/testing/test-event';
import { tierIdSchema } from '@tanglegate/core/ids';
import { pino } from 'pino';
import type { KilledCheckoutOrder } from '../processes/killed-checkout.ts';

const balcony = tierIdSchema.parse('balcony');

/** Millionths of a coin: no wallet runs dry. */
const PRICE = ledgerUnits(1_000_000n);
/** So few that late money comes too late for some. */
const FEW_SEATS = 6;

export interface PreparedVenue {
  readonly venue: typeof venue;
  readonly event: ReturnType<typeof testEvent>['id'];
  readonly tiers: {
    readonly many: typeof standing;
    readonly few: typeof standing;
    readonly free: typeof standing;
  };
}

/** The checkout's folder before the first start: an event on sale, and deposit addresses for so many orders. */
export async function prepareVenue(order: KilledCheckoutOrder, orders: number): Promise<PreparedVenue> {
  const settings = readCheckoutSettings(order.environment);
  await fillPool(settings, orders);
  const checkout = await composeCheckout(settings, {
    signer: openSigningKey(order.signingKey).key,
    mqtt: order.mqtt,
    doorCredentials: { issueDoor: () => Promise.reject(new Error('no doors are invited here')) },
    log: pino({ level: 'silent' }),
  });
  const event = testEvent({
    tiers: [
      testTier({ price: PRICE, capacity: 1_000_000 }),
      testTier({ id: balcony, name: 'Balcony', price: PRICE, capacity: FEW_SEATS }),
      testTier({ id: free, name: 'Free', price: ledgerUnits(0n), capacity: 1_000_000 }),
    ],
  });
  await checkout.importEvent(event);
  await checkout.close();
  return { venue, event: event.id, tiers: { many: standing, few: balcony, free } };
}
