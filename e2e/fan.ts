import type { Page } from 'playwright-core';

/** What a fan does, as one hand on a phone does it. */
export async function chooseTicket(page: Page, eventUrl: string, tier: RegExp): Promise<void> {
  await page.goto(eventUrl);
  await page.getByRole('button', { name: 'Buy tickets' }).click();
  await page.getByRole('radio', { name: tier }).check();
  await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
  await page.getByLabel('Phone', { exact: true }).fill('+41 79 123 45 67');
}

export async function placeOrder(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Continue to payment|Get my tickets/ }).click();
  await page.waitForURL(/\/order#/);
}

/** Pays with the development wallet, which registers itself as any wallet does. */
export async function payWithWallet(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Pay with/ }).click();
  await page.getByRole('heading', { name: 'Paid' }).waitFor();
}
