import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { findingsOf, keepPictures, PHONE } from './check-page.ts';
import { checkoutClient } from './checkout-client.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';

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

test('the broker is gone: a banner says since when, and a good ticket is never called bad for it', async () => {
  await tanglegate.kill();
  await door.getByText(/No connection since/).waitFor();
  await door.keyboard.type(pass, { delay: 1 });
  await door.keyboard.press('Enter');
  await door.getByRole('heading', { name: 'No answer yet' }).waitFor();
  await keepPictures(door, '15-no-answer');
  expect.soft(await findingsOf(door)).toEqual([]);
  expect(await door.getByRole('heading', { name: /REFUSED|ADMIT/ }).count()).toBe(0);
});

test('it is back: the same scan is answered by itself, and counts once', async () => {
  await tanglegate.start();
  await door.getByRole('heading', { name: 'ADMIT' }).waitFor();
  await door.keyboard.press('Escape');
  await door.keyboard.type(pass, { delay: 1 });
  await door.keyboard.press('Enter');
  await door
    .getByText(/Used \d\d:\d\d .*at North 1/)
    .first()
    .waitFor();
});
