import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { venueIdSchema } from '@tanglegate/core/ids';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { findingsOf, keepPictures, PHONE } from './check-page.ts';
import { chooseTicket, payWithWallet, placeOrder } from './fan.ts';
import { filmPicture } from './film-of-picture.ts';
import { witnessGates, type GateSeen } from './mqtt-witness.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';
import { waitFor } from './wait-for.ts';

const venue = venueIdSchema.parse('weavers-hall');
const folder = mkdtempSync(join(tmpdir(), 'tg-film-'));
const film = join(folder, 'ticket.y4m');

let tanglegate: Tanglegate;
let fanBrowser: Browser;
let doorBrowser: Browser | undefined;
let fan: Page;
let door: Page;
let witness: { seen: GateSeen[]; end(): Promise<void> };
let eventUrl: string;
let doorLink: string;

beforeAll(async () => {
  tanglegate = await launchTanglegate();
  eventUrl = (await tanglegate.printed(/Event page +(\S+)/))[1] ?? '';
  doorLink = (await tanglegate.printed(/(\S+\/door#enrol=\S+)/))[1] ?? '';
  witness = await witnessGates(tanglegate, venue);
  fanBrowser = await openBrowser();
  fan = await fanBrowser.newPage({ viewport: PHONE });
});
afterAll(async () => {
  await Promise.all([fanBrowser.close(), doorBrowser?.close(), witness.end()]);
  await tanglegate.remove();
  rmSync(folder, { recursive: true });
});

/** The page as it is now: a picture of it is kept, and axe finds nothing. */
async function lookAt(page: Page, name: string): Promise<void> {
  await keepPictures(page, name);
  expect.soft(await findingsOf(page), name).toEqual([]);
}

test('a fan finds the event, chooses a ticket and fills in a name and a phone number', async () => {
  await fan.goto(tanglegate.url);
  await fan.getByRole('link', { name: /Demo Night/ }).waitFor();
  await lookAt(fan, '1-events');
  await fan.goto(eventUrl);
  await fan.getByRole('button', { name: 'Buy tickets' }).waitFor();
  await lookAt(fan, '2-event');
  await chooseTicket(fan, eventUrl, /Standing/);
  await lookAt(fan, '3-details');
});

test('pays with a wallet found by the wallet standard, and the ticket comes by itself', async () => {
  await placeOrder(fan);
  await fan.getByRole('button', { name: /Pay with/ }).waitFor();
  await lookAt(fan, '4-pay');
  await payWithWallet(fan);
  await fan.getByRole('img', { name: /Entry code/ }).waitFor();
  await lookAt(fan, '5-paid');
});

test('a reload and a second device land in the same state', async () => {
  await fan.reload();
  await fan.getByRole('heading', { name: 'Paid' }).waitFor();
  const second = await (await fanBrowser.newContext()).newPage();
  await second.goto(fan.url());
  await second.getByRole('heading', { name: 'Paid' }).waitFor();
  await second.close();
});

test("somebody's order link with one character changed shows nothing of the order", async () => {
  const last = fan.url().at(-1) === 'A' ? 'B' : 'A';
  const stranger = await (await fanBrowser.newContext({ viewport: PHONE })).newPage();
  await stranger.goto(fan.url().slice(0, -1) + last);
  await stranger.getByRole('heading', { name: /link isn’t right/ }).waitFor();
  await expect(stranger.getByText('Ada').count()).resolves.toBe(0);
  await lookAt(stranger, '6-wrong-link');
  await stranger.close();
});

test('the ticket has a page of its own, which opens again without network', async () => {
  await fan.getByRole('link', { name: /Open ticket/ }).click();
  const code = fan.getByRole('img', { name: /code/i });
  await code.waitFor();
  await lookAt(fan, '7-ticket');
  await filmPicture(await (await fanBrowser.newContext()).newPage(), film, await code.screenshot());
  await fan.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await fan.reload();
  await code.waitFor();
  await fan.context().setOffline(true);
  await fan.reload();
  await code.waitFor();
  await fan.context().setOffline(false);
});

test('a phone becomes a door by its link, and its camera is on', async () => {
  doorBrowser = await openBrowser({ camera: film });
  const context = await doorBrowser.newContext({ viewport: PHONE, permissions: ['camera'] });
  door = await context.newPage();
  await door.goto(doorLink);
  await door.getByText('Connected').waitFor();
  await door.locator('[data-testid=camera][data-state=on]').waitFor();
  expect(door.url()).not.toContain('enrol');
});

test('the ticket held to the camera: ADMIT fills the screen, and the gate opens', async () => {
  await door.getByRole('heading', { name: 'ADMIT' }).waitFor();
  await keepPictures(door, '8-admit');
  const { door: where, report } = await waitFor('the gate', () => Promise.resolve(witness.seen[0]));
  expect({ where, outcome: report.outcome }).toEqual({ where: 'north-1', outcome: 'opened' });
});

test('held up again, it is refused with when and where it was used', async () => {
  await door.getByRole('heading', { name: 'LOOK' }).waitFor();
  await door
    .getByText(/Used \d\d:\d\d .*at North 1/)
    .first()
    .waitFor();
  await lookAt(door, '9-already-used');
  expect(witness.seen).toHaveLength(1);
});
