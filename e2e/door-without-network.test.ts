import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { findingsOf, keepPictures, PHONE } from './check-page.ts';
import { checkoutClient } from './checkout-client.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';
import { waitFor } from './wait-for.ts';

let tanglegate: Tanglegate;
let browser: Browser;
let door: Page;
let pass: string;

beforeAll(async () => {
  tanglegate = await launchTanglegate();
  const link = (await tanglegate.printed(/(\S+\/door#enrol=\S+)/))[1] ?? '';
  const checkout = checkoutClient(tanglegate.url);
  const event = await checkout.event('demo-night');
  const { order } = await checkout.place(event, event.tiers.find(({ price }) => price === '0')?.id ?? '');
  const [ticket] = order.state === 'paid' ? order.tickets : [];
  pass = (await checkout.ticket(ticket ?? { id: '', secret: '' })).pass ?? '';
  browser = await openBrowser();
  door = await browser.newPage({ viewport: PHONE });
  await door.goto(link);
  await door.getByText('Connected').waitFor();
});
afterAll(async () => {
  await browser.close();
  await tanglegate.remove();
});

/** As a hand scanner does. */
async function show(): Promise<void> {
  await door.keyboard.type(pass, { delay: 1 });
  await door.keyboard.press('Enter');
}

test('the broker is gone: a banner says since when, and a good ticket is never called bad for it', async () => {
  await tanglegate.kill();
  await door.getByText(/No connection since/).waitFor();
  await show();
  await door.getByRole('heading', { name: 'No answer yet' }).waitFor();
  await keepPictures(door, '15-no-answer');
  expect.soft(await findingsOf(door)).toEqual([]);
  expect(await door.getByRole('heading', { name: /REFUSED|ADMIT/ }).count()).toBe(0);
});

test('it is back: the same scan is answered by itself, and once the gate has opened the ticket is used', async () => {
  await tanglegate.start();
  await door.getByRole('heading', { name: 'ADMIT' }).waitFor();
  // The gate starts anew as well: where it missed the first verdict, the repeat rule opens it (DESIGN §7).
  await waitFor('the ticket to be used', async () => {
    await show();
    await door.getByRole('heading', { name: /ADMIT|LOOK/ }).waitFor();
    return (await door.getByText(/Used \d\d:\d\d .*at North 1/).count()) > 0 || undefined;
  });
});
