import { unitsFromText } from '@tanglegate/core/money';
import { startTangle, type TestTangle } from '@tanglegate/devnet/testing/tangle';
import { makeTanglePayer } from '@tanglegate/devnet/testing/tangle-payer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { findingsOf, keepPictures, PHONE } from './check-page.ts';
import { checkoutClient, paidTier, type CheckoutClient } from './checkout-client.ts';
import { chooseTicket, placeOrder } from './fan.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';

let tangle: TestTangle;
let tanglegate: Tanglegate;
let checkout: CheckoutClient;

beforeAll(async () => {
  tangle = await startTangle({ milestones: 'timer', intervalMs: 1_000 });
  tanglegate = await launchTanglegate({
    TANGLEGATE_NETWORK: 'tangle-local',
    TANGLEGATE_NODE_URL: tangle.nodeUrl,
  });
  checkout = checkoutClient(tanglegate.url);
}, 600_000);
afterAll(async () => {
  await tanglegate.remove();
  await tangle.close();
});

/** An order of the demo, paid in full by a wallet of its own. */
async function payOne() {
  const event = await checkout.event('demo-night');
  const placed = await checkout.place(event, paidTier(event).id);
  if (placed.order.state !== 'open') throw new Error('the order should be open');
  const payer = await makeTanglePayer(tangle);
  const sent = await payer.pay(placed.order.address, unitsFromText(placed.order.due));
  return { placed, sent };
}

test('npm start on a Tangle by settings alone: buy, pay with the SDK, and the ticket is there', async () => {
  const { placed, sent } = await payOne();
  const paid = await checkout.paid(placed);
  expect(paid.deposits).toMatchObject([{ transaction: sent.transactionId, amount: placed.order.price }]);
  const [link] = paid.tickets;
  expect(await checkout.ticket(link ?? { id: '', secret: '' })).toMatchObject({
    state: 'valid',
    pass: expect.stringMatching(/^TG1:/) as string,
  });
});

test('the page opens Firefly with everything filled in, and has the amount in both units; paid, the ticket comes by itself', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: PHONE });
    await chooseTicket(page, `${tanglegate.url}/events/demo-night`, /Standing/);
    await placeOrder(page);
    const firefly = page.getByRole('link', { name: 'Pay with Firefly' });
    const link = new URL((await firefly.getAttribute('href')) ?? '');
    expect(link.href).toMatch(/^iota:\/\/wallet\/sendConfirmation\?/);
    const { address = '', amount = '' } = Object.fromEntries(link.searchParams);
    await page.getByRole('button', { name: `Copy address, ${address}` }).waitFor();
    await page.getByRole('button', { name: /^Copy amount, 2.5/ }).waitFor();
    await page.getByRole('button', { name: `Copy amount, ${amount} in the smallest unit` }).waitFor();
    await keepPictures(page, '30-firefly');
    expect(await findingsOf(page)).toEqual([]);
    await (await makeTanglePayer(tangle)).pay(address, unitsFromText(amount));
    await page.getByRole('heading', { name: 'Paid' }).waitFor();
  } finally {
    await browser.close();
  }
});

test('killed while money is on its way, milestones go by, started again: the ticket is there, once', async () => {
  const { placed, sent } = await payOne();
  await tanglegate.kill();
  await tangle.settle(sent.blockId);
  await tangle.makeMilestone();
  await tanglegate.start();
  const paid = await checkout.paid(placed);
  expect(paid.tickets).toHaveLength(1);
  expect(paid.received).toBe(placed.order.price);
});
