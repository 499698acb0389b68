import { unitsFromText } from '@tanglegate/core/money';
import { makePayer } from '@tanglegate/devnet/testing/pay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkoutClient, paidTier, type CheckoutClient } from './checkout-client.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';

let tanglegate: Tanglegate;
let checkout: CheckoutClient;

beforeAll(async () => {
  tanglegate = await launchTanglegate();
  checkout = checkoutClient(tanglegate.url);
});
afterAll(() => tanglegate.remove());

test.each([0, 60, 200, 400])(
  'killed %i ms after the payment, started again: the ticket is there, once',
  async (delay) => {
    const event = await checkout.event();
    const placed = await checkout.place(event, paidTier(event).id);
    if (placed.order.state !== 'open') throw new Error('the order should be open');
    const payer = await makePayer({ rpcUrl: tanglegate.nodeUrl, faucetUrl: tanglegate.nodeUrl });
    await payer.pay([{ address: placed.order.address, amount: unitsFromText(placed.order.due) }]);
    await new Promise((resolve) => setTimeout(resolve, delay));
    await tanglegate.kill();
    await tanglegate.start();

    const paid = await checkout.paid(placed);
    expect(paid.tickets).toHaveLength(1);
    expect(paid.received).toBe(placed.order.price);
    const [link] = paid.tickets;
    if (!link) throw new Error('no ticket');
    expect(await checkout.ticket(link)).toMatchObject({
      state: 'valid',
      pass: expect.stringMatching(/^TG1:/) as string,
    });
  },
);

test('a second start on the same folder says so and changes nothing', async () => {
  await expect(launchTanglegate({ TANGLEGATE_DATA: tanglegate.dataFolder })).rejects.toThrow(
    'already running',
  );
});

test('Ctrl-C ends it within a second', async () => {
  expect(await tanglegate.stop()).toBeLessThan(1_000);
});
