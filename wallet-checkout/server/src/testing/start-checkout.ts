import { temporarySigningKey } from '@tanglegate/did/signing-key';
import { onTestFinished } from 'vitest';
import { composeCheckout, type Checkout, type CheckoutDeps } from '../compose.ts';
import type { CheckoutSettings } from '../settings.ts';
import { databaseAt } from './test-database.ts';
import { noBroker, silent, testSettings } from './start-backbone.ts';

/** A whole checkout on a free port and in a folder of its own, running, and stopped when the test is over. */
export async function startCheckout(
  settings: CheckoutSettings = testSettings(),
  deps: Partial<CheckoutDeps> = {},
): Promise<Checkout> {
  const where = await databaseAt(settings.dataFolder);
  const checkout = await composeCheckout(
    { ...where, ...settings },
    {
      signer: temporarySigningKey(),
      mqtt: noBroker,
      log: silent,
      doorCredentials: { issueDoor: ({ door }) => Promise.resolve({ username: door, password: 'secret' }) },
      ...deps,
    },
  );
  onTestFinished(() => checkout.close());
  await checkout.start();
  return checkout;
}
