import type { Checkout } from '@tanglegate/wallet-checkout/compose';

/** What an order that costs something needs (`payments-not-ready`, `no-address-left`). */
const NEEDED = ['ledger', 'addresses'];

/**
 * Nobody should be sent to an event page that cannot sell yet: the ledger's first answer and the first address take a moment. A node
 * that does not answer is no reason to wait longer: the page says what is the matter, and sells as soon as it is over.
 */
export async function untilSelling(
  { health }: Pick<Checkout, 'health'>,
  { mostMs = 5_000, everyMs = 50 } = {},
): Promise<void> {
  for (const until = performance.now() + mostMs; performance.now() < until;) {
    const { parts } = await health.report();
    if (parts.every(({ name, ok }) => ok || !NEEDED.includes(name))) return;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
