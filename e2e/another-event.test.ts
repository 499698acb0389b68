import { venueIdSchema } from '@tanglegate/core/ids';
import { unitsFromText } from '@tanglegate/core/money';
import { makePayer } from '@tanglegate/devnet/testing/pay';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { PHONE } from './check-page.ts';
import { checkoutClient, paidTier } from './checkout-client.ts';
import { importOpenEvent } from './event-file.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';
import { waitFor } from './wait-for.ts';

let tanglegate: Tanglegate;
let browser: Browser;

beforeAll(async () => {
  tanglegate = await launchTanglegate();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await tanglegate.remove();
});

test('a true pass of an event that is on at this very moment, elsewhere, is refused as one of another event', async () => {
  const link = (await tanglegate.printed(/(\S+\/door#enrol=\S+)/))[1] ?? '';
  await importOpenEvent(tanglegate.dataFolder, 'harbour-night', venueIdSchema.parse('harbour'));
  const checkout = checkoutClient(tanglegate.url);
  const event = await waitFor('the other event to be on sale', () => checkout.event('harbour-night'));
  const placed = await checkout.place(event, paidTier(event).id);
  if (placed.order.state !== 'open') throw new Error('the order should be open');
  const payer = await makePayer({ rpcUrl: tanglegate.nodeUrl, faucetUrl: tanglegate.nodeUrl });
  await payer.pay([{ address: placed.order.address, amount: unitsFromText(placed.order.due) }]);
  const [ticket] = (await checkout.paid(placed)).tickets;
  const { pass } = await checkout.ticket(ticket ?? { id: '', secret: '' });
  expect(pass).toMatch(/^TG1:/);

  const door = await browser.newPage({ viewport: PHONE });
  await door.goto(link);
  await door.getByText('Connected').waitFor();
  await door.keyboard.type(pass ?? '', { delay: 1 });
  await door.keyboard.press('Enter');
  await door.getByRole('heading', { name: 'REFUSED' }).waitFor();
  await door.getByText('Another event').first().waitFor();
});
