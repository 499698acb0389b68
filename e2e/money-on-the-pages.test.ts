import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeDevnet, type Devnet } from '@tanglegate/devnet/compose';
import { makePayer, type Payer } from '@tanglegate/devnet/testing/pay';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { findingsOf, keepPictures, overhang, PHONE } from './check-page.ts';
import { chooseTicket, placeOrder } from './fan.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';

const IOTA = 1_000_000_000n;
const home = `0x${'ab'.repeat(32)}`;
const folder = mkdtempSync(join(tmpdir(), 'tg-money-'));

let devnet: Devnet;
let tanglegate: Tanglegate;
let browser: Browser;
let fan: Page;
let organiser: Page;
let payer: Payer;
/** Of the order on the fan's page. */
let [address, orderNumber] = ['', ''];

beforeAll(async () => {
  devnet = await composeDevnet({ dataFolder: folder });
  tanglegate = await launchTanglegate({
    TANGLEGATE_NODE_URL: devnet.rpcUrl,
    TANGLEGATE_EXPLORER_URL: 'https://explorer.example/tx/{transaction}?network=local',
  });
  browser = await openBrowser();
  fan = await browser.newPage({ viewport: PHONE });
  organiser = await (await browser.newContext({ viewport: PHONE })).newPage();
  payer = await makePayer(devnet);
});
afterAll(async () => {
  await browser.close();
  await tanglegate.remove();
  await devnet.close();
  rmSync(folder, { recursive: true, force: true });
});

async function lookAt(page: Page, name: string): Promise<void> {
  await keepPictures(page, name);
  expect.soft(await findingsOf(page), name).toEqual([]);
}

/** An order for one ticket at 2.5 IOTA, on the fan's page. */
async function order(): Promise<void> {
  await chooseTicket(fan, `${tanglegate.url}/events/demo-night`, /Standing/);
  await placeOrder(fan);
  const copy = fan.getByRole('button', { name: /^Copy address/ });
  address = /0x[0-9a-f]{64}/.exec((await copy.getAttribute('aria-label')) ?? '')?.[0] ?? '';
  orderNumber = /#([0-9a-f]{32})/.exec(fan.url())?.[1] ?? '';
}

const pay = (amount: bigint) => payer.pay([{ address, amount }]);
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

test('part of the money came: the page asks for exactly the rest', async () => {
  await order();
  await pay(IOTA);
  await fan.getByRole('heading', { name: 'Pay 1.5 IOTA' }).waitFor();
  await says(fan, /1\sIOTA of 2.5\sIOTA arrived/);
  await fan.getByRole('button', { name: /^Copy amount, 1.5/ }).waitFor();
  await lookAt(fan, '20-part-paid');
});

test('a coin that only looks like money is explained, and does not pay', async () => {
  await devnet.ledger.mintCoin({
    coinType: `0x${'c'.repeat(64)}::iota::IOTA`,
    amount: 2n * IOTA,
    owner: { address },
  });
  await fan.getByRole('heading', { name: 'Arrived, but does not count' }).waitFor();
  await says(fan, /A coin of another kind came in/);
  await fan.getByRole('heading', { name: 'Pay 1.5 IOTA' }).waitFor();
  await lookAt(fan, '21-refused');
});

test('too much came: the ticket, proof of what was paid, and a question where the rest goes', async () => {
  const digest = await pay(2n * IOTA);
  await fan.getByRole('heading', { name: 'Paid' }).waitFor();
  await says(fan, /0.5\sIOTA goes back to you \(paid too much\)/);
  await fan.getByText('Proof of payment').click();
  const links = fan.getByRole('link', { name: 'See it on the network' });
  const targets = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(targets).toContain(`https://explorer.example/tx/${digest}?network=local`);
  await lookAt(fan, '22-surplus');
});

test('an address that is none is refused beside the field, and stays to be corrected', async () => {
  const field = fan.getByLabel('Where should it go back to?');
  await field.fill('somewhere');
  await fan.getByRole('button', { name: 'Send it there' }).click();
  await says(fan, /That is no address of this network/);
  expect(await field.inputValue()).toBe('somewhere');
  await field.fill(address);
  await fan.getByRole('button', { name: 'Send it there' }).click();
  await says(fan, /the address tickets are paid to, not your own/);
  await field.fill(home);
  await fan.getByRole('button', { name: 'Send it there' }).click();
  await says(fan, home);
  await fan.reload();
  await says(fan, home);
});

test('the organiser sees under Money what is owed to whom and what does not count', async () => {
  const [, user, password] = await tanglegate.printed(/log in as (\S+) with (\S+)/);
  await organiser.goto(`${tanglegate.url}/money`);
  await organiser.getByLabel('Name').fill(user ?? '');
  await organiser.getByLabel('Password').fill(password ?? '');
  await organiser.getByRole('button', { name: 'Log in' }).click();
  await organiser.getByRole('heading', { name: 'Money', exact: true }).waitFor();
  await says(organiser, /1 can be sent now/);
  await says(organiser, `To ${home}`);
  await says(organiser, /2000000000 of 0xc{64}::iota::IOTA/);
  await says(organiser, 'The books add up');
  await lookAt(organiser, '23-money');
  await organiser.getByRole('button', { name: 'I have seen these' }).click();
  await organiser.getByText('new', { exact: true }).waitFor({ state: 'detached' });
});

test('the export is a file to save; a file that is none of ours is refused in words', async () => {
  const [download] = await Promise.all([
    organiser.waitForEvent('download'),
    organiser.getByRole('link', { name: 'Save money.json' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('money.json');
  const bring = (text: string) =>
    organiser
      .getByLabel('Bring back sent.json')
      .setInputFiles({ name: 'sent.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await bring('{"holiday": "photos"}');
  await says(organiser, /is not what npm run refund or npm run sweep writes/);
  const to = home.slice(2);
  const refunds = [{ id: 'no-such-refund', to, transaction: 'A1' }];
  await bring(JSON.stringify({ version: 1, chain: devnet.chainIdentifier, refunds, spent: [] }));
  await says(organiser, /there is no such refund here/);
  await bring(JSON.stringify({ version: 1, chain: 'another', refunds, spent: [] }));
  await says(organiser, /sent on another network/);
});

test('an order taken back: the tickets are withdrawn, and what was paid is owed back', async () => {
  const number = organiser.getByLabel('Order number');
  await number.fill('12345');
  await number.blur();
  await says(organiser, /An order number is 32 letters and digits/);
  await number.fill(orderNumber);
  await organiser.getByRole('button', { name: 'Withdraw it' }).click();
  await lookAt(organiser, '24-withdraw');
  await organiser.getByRole('button', { name: 'Yes, withdraw' }).click();
  await says(organiser, /is withdrawn/);
  await says(organiser, /2 can be sent now/);
  await fan.getByRole('heading', { name: 'These tickets were withdrawn' }).waitFor();
  await says(fan, /2.5\sIOTA goes back to you \(tickets withdrawn\)/);
  await lookAt(fan, '25-withdrawn');
});

test.each([['light'], ['dark']] as const)(
  'the money page at 320 px, %s: nothing sticks out',
  async (colorScheme) => {
    await organiser.emulateMedia({ colorScheme });
    await organiser.setViewportSize({ width: 320, height: 700 });
    expect(await findingsOf(organiser)).toEqual([]);
    expect(await overhang(organiser)).toBe(0);
  },
);

test('a refund written off is asked about first, and the buyer sees it', async () => {
  const due = organiser.locator('li[data-state=due]', { hasText: '0.5 IOTA' });
  await due.getByRole('button', { name: 'Write off' }).click();
  await due.getByRole('button', { name: 'Keep it' }).click();
  await due.getByRole('button', { name: 'Write off' }).click();
  await due.getByRole('button', { name: 'Yes, write off' }).click();
  await organiser.locator('li[data-state=written-off]').waitFor();
});

test('cancelled, and paid all the same: it goes back, and the page asks where to', async () => {
  await order();
  await fan.getByRole('button', { name: 'Cancel this order' }).click();
  await fan.getByRole('button', { name: 'Yes, cancel' }).click();
  await fan.getByRole('heading', { name: 'Order cancelled' }).waitFor();
  await pay(IOTA);
  await says(fan, /1\sIOTA goes back to you \(arrived after you cancelled\)/);
  await fan.getByLabel('Where should it go back to?').waitFor();
  await lookAt(fan, '26-cancelled-and-paid');
});
