import { expect, test } from 'vitest';
import { eventListSchema } from '@tanglegate/core/http/events';
import { placedOrderSchema } from '@tanglegate/core/http/orders';
import { composeCheckout } from './compose.ts';
import { noBroker, silent, startDevnet, testSettings } from './testing/start-backbone.ts';
import { startCheckout } from './testing/start-checkout.ts';
import { openDatabaseAt } from './testing/test-database.ts';
import { free, gala, standing, testEvent } from './testing/test-event.ts';
import { temporarySigningKey } from '@tanglegate/did/signing-key';

test('a free ticket is bought over HTTP', async () => {
  const checkout = await startCheckout();
  await checkout.importEvent(testEvent());
  const list = await fetch(`${checkout.url}/api/events`);
  expect(eventListSchema.parse(await list.json()).events).toHaveLength(1);
  const placed = await fetch(`${checkout.url}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      event: gala,
      tier: free,
      quantity: 1,
      buyer: { name: 'Ada', phone: '0791234567' },
    }),
  });
  const { order } = placedOrderSchema.parse(await placed.json());
  expect(order.state).toBe('paid');
});

test('it stops at once, also while the node hangs', async () => {
  const devnet = await startDevnet();
  devnet.faults.delayAnswers(30_000);
  const checkout = await startCheckout(testSettings({}, devnet.rpcUrl));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = performance.now();
  await checkout.close();
  expect(performance.now() - before).toBeLessThan(10_000);
});

test('the first start makes one user, and its password is told once', async () => {
  const settings = testSettings();
  const first = await startCheckout(settings);
  expect(first.firstUser).toMatchObject({ user: 'organiser' });
  await first.close();
  const second = await startCheckout(settings);
  expect(second.firstUser).toBeUndefined();
});

test('a port that is taken is said by name', async () => {
  const { url } = await startCheckout();
  const { port } = new URL(url);
  const deps = {
    signer: temporarySigningKey(),
    mqtt: noBroker,
    log: silent,
    doorCredentials: { issueDoor: () => Promise.reject(new Error('not here')) },
  };
  const second = await composeCheckout(testSettings({ port: Number(port) }), deps);
  await expect(second.start()).rejects.toMatchObject({ code: 'port-taken' });
  await second.close();
});

test('a price that no wallet of the network can pay stops the start, with what was found and what is wanted', async () => {
  const settings = testSettings();
  const checkout = await startCheckout(settings);
  await checkout.importEvent(testEvent());
  await checkout.close();
  const db = await openDatabaseAt(settings.dataFolder);
  await db.updateTable('tiers').set({ price: '18446744073709551615' }).where('id', '=', standing).execute();
  await db.destroy();
  await expect(startCheckout(settings)).rejects.toMatchObject({
    code: 'price-out-of-range',
    message: expect.stringMatching(
      /"gala", tier "standing": found a price of 18446744073.709551615 IOTA.*wanted/,
    ) as string,
  });
});
