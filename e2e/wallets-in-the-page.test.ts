import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { PHONE } from './check-page.ts';
import { chooseTicket, placeOrder } from './fan.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';

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

interface Extension {
  readonly name: string;
  readonly chains: readonly string[];
  /** Chains of the account it shares, once connected. */
  readonly accountOn: string;
  readonly says: string;
}

/** As a browser extension puts a wallet into every page: by the wallet standard's own event. What it is asked is kept on the window. */
function installExtension({ name, chains, accountOn, says }: Extension): void {
  const account = {
    address: `0x${'11'.repeat(32)}`,
    publicKey: new Uint8Array(32),
    chains: [accountOn],
    features: ['iota:signAndExecuteTransaction'],
  };
  const asked: string[] = [];
  Object.assign(window, { asked });
  const wallet = {
    version: '1.0.0',
    name,
    icon: 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=',
    chains,
    accounts: [],
    features: {
      'standard:connect': {
        version: '1.0.0',
        connect: () => {
          asked.push('connect');
          return Promise.resolve({ accounts: [account] });
        },
      },
      'iota:signAndExecuteTransaction': {
        version: '2.0.0',
        signAndExecuteTransaction: () => {
          asked.push('pay');
          return Promise.reject(new Error(says));
        },
      },
    },
  };
  const register = (event: Event) => {
    // The standard's event carries what registers a wallet.
    (event as CustomEvent<{ register(wallet: unknown): void }>).detail.register(wallet);
  };
  window.addEventListener('wallet-standard:app-ready', register);
}

async function payingPage(extension: Extension): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.addInitScript(installExtension, extension);
  await chooseTicket(page, `${tanglegate.url}/events/demo-night`, /Standing/);
  await placeOrder(page);
  await page.getByRole('button', { name: 'Pay with Development wallet' }).waitFor();
  return page;
}

// `installExtension` has put it on the window, of which the types know nothing.
const asked = (page: Page) => page.evaluate(() => (window as unknown as { asked: readonly string[] }).asked);

test('an extension’s wallet is offered; one click connects it and asks it to pay; its no is told, and nothing is lost', async () => {
  const page = await payingPage({
    name: 'Nightly',
    chains: ['iota:mainnet', 'iota:localnet'],
    accountOn: 'iota:localnet',
    says: 'User rejected the request',
  });
  await page.getByRole('button', { name: 'Pay with Nightly' }).click();
  await page.getByText(/You said no in your wallet. Nothing was sent/).waitFor();
  expect(await asked(page)).toEqual(['connect', 'pay']);
  await page.getByRole('button', { name: 'Pay with Development wallet' }).click();
  await page.getByRole('heading', { name: 'Paid' }).waitFor();
});

test('a wallet whose account is of another network is not asked to pay', async () => {
  const page = await payingPage({
    name: 'Elsewhere',
    chains: ['iota:mainnet', 'iota:localnet'],
    accountOn: 'iota:mainnet',
    says: 'never asked',
  });
  await page.getByRole('button', { name: 'Pay with Elsewhere' }).click();
  await page.getByText(/shared no account of this network. Nothing was sent/).waitFor();
  expect(await asked(page)).toEqual(['connect']);
});

test('a wallet that does not speak this network is not offered at all', async () => {
  const page = await payingPage({
    name: 'Mainnet only',
    chains: ['iota:mainnet'],
    accountOn: 'iota:mainnet',
    says: 'never asked',
  });
  await expect(page.getByRole('button', { name: /Mainnet only/ }).count()).resolves.toBe(0);
});
