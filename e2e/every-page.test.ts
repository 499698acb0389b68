import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { findingsOf, overhang } from './check-page.ts';
import { checkoutClient } from './checkout-client.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';

let tanglegate: Tanglegate;
let browser: Browser;
/** Where each page is (those behind a log-in are looked at in `organiser-at-the-doors.test.ts`), and what must be there before it is looked at. */
const pages: Record<string, { readonly path: string; readonly ready: string }> = {
  events: { path: '/', ready: 'a[href*="/events/"]' },
  event: { path: '/events/demo-night', ready: 'button:has-text("Buy tickets")' },
  'log-in': { path: '/log-in', ready: 'input[type=password]' },
  'door without a link': { path: '/door/', ready: 'text=Which door is this?' },
  'API for people': { path: '/api/docs', ready: 'h1' },
  'nothing here': { path: '/nothing-here', ready: 'h1' },
};

beforeAll(async () => {
  tanglegate = await launchTanglegate();
  browser = await openBrowser();
  const checkout = checkoutClient(tanglegate.url);
  const event = await checkout.event('demo-night');
  const place = (free: boolean) =>
    checkout.place(event, event.tiers.find(({ price }) => (price === '0') === free)?.id ?? '');
  const [given, open] = [await place(true), await place(false)];
  const [ticket] = given.order.state === 'paid' ? given.order.tickets : [];
  pages['order to pay'] = { path: `/order#${open.order.id}.${open.secret}`, ready: 'text=Copy' };
  pages['order paid'] = { path: `/order#${given.order.id}.${given.secret}`, ready: 'h1' };
  pages['ticket'] = { path: `/ticket#${ticket?.id ?? ''}.${ticket?.secret ?? ''}`, ready: '[role=img]' };
});
afterAll(async () => {
  await browser.close();
  await tanglegate.remove();
});

async function openContext(dark: boolean, width: number): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: 700 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  onTestFinished(() => context.close());
  return context;
}

/** Of the element, or of the first around it that has one. */
const backgroundBehind = (element: Locator): Promise<string> =>
  element.evaluate((start) => {
    for (let at: Element | null = start; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
    }
    return 'none';
  });

const background = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const ofBody = getComputedStyle(document.body).backgroundColor;
    return ofBody === 'rgba(0, 0, 0, 0)'
      ? getComputedStyle(document.documentElement).backgroundColor
      : ofBody;
  });

test.each([
  ['light, 320 px', false, 320],
  ['dark, 320 px', true, 320],
  ['dark, 1280 px', true, 1280],
])(
  'every page that needs no log-in, %s: axe finds nothing, nothing sticks out, nothing fails',
  async (_name, dark, width) => {
    const context = await openContext(dark, width);
    for (const [name, { path, ready }] of Object.entries(pages)) {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(tanglegate.url + path);
      await page.locator(ready).first().waitFor();
      expect.soft(await findingsOf(page), name).toEqual([]);
      expect.soft(await overhang(page), name).toBe(0);
      expect.soft(errors, name).toEqual([]);
      await page.close();
    }
  },
);

test('dark mode is dark, and the ticket’s code stays on white', async () => {
  const [light, dark] = [await openContext(false, 390), await openContext(true, 390)];
  const path = pages['ticket']?.path ?? '';
  const seen: string[] = [];
  const behindCode: string[] = [];
  for (const context of [light, dark]) {
    const page = await context.newPage();
    await page.goto(tanglegate.url + path);
    const code = page.getByRole('img', { name: /code/i });
    await code.waitFor();
    seen.push(await background(page));
    behindCode.push(await backgroundBehind(code));
  }
  expect(seen[0]).not.toBe(seen[1]);
  expect(behindCode).toEqual(['rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
});
