import { orderViewSchema, placedOrderSchema, type PlacedOrder } from '@tanglegate/core/http/orders';
import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import { networkSchema } from '@tanglegate/core/http/network';
import { ledgerUnits } from '@tanglegate/core/money';
import { startTangle, type TestTangle } from '@tanglegate/devnet/testing/tangle';
import { withStorageDepositReturn } from '@tanglegate/devnet/testing/tangle-outputs';
import { makeTanglePayer } from '@tanglegate/devnet/testing/tangle-payer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { composeLedger } from './compose-ledger.ts';
import { readCheckoutSettings, type CheckoutSettings } from './settings.ts';
import { startCheckout } from './testing/start-checkout.ts';
import { temporaryFolder } from './testing/start-backbone.ts';
import { gala, standing, testEvent, testTier } from './testing/test-event.ts';

// The whole checkout on a real Hornet node, by settings alone; payers sign with the SDK.

let tangle: TestTangle;
beforeAll(async () => {
  tangle = await startTangle();
}, 600_000);
afterAll(() => tangle.close());

const PRICE = 2_000_000n;

function settingsFor(env: Record<string, string> = {}): CheckoutSettings {
  const settings = readCheckoutSettings({
    TANGLEGATE_NETWORK: 'tangle-local',
    TANGLEGATE_NODE_URL: tangle.nodeUrl,
    TANGLEGATE_PORT: '0',
    TANGLEGATE_POLL_MS: '50',
    TANGLEGATE_DEV_POOL: '20',
    ...env,
  });
  return { ...settings, dataFolder: temporaryFolder() };
}

const priced = (price: bigint) => testEvent({ tiers: [testTier({ price: ledgerUnits(price) })] });

/** A checkout that sells, and its pages' interface. */
async function startSelling(settings = settingsFor()) {
  const checkout = await startCheckout(settings);
  await checkout.importEvent(priced(PRICE));
  await vi.waitFor(
    async () => {
      const { parts } = await checkout.health.report();
      for (const wanted of ['addresses', 'ledger'])
        if (!parts.some(({ name, ok }) => name === wanted && ok)) throw new Error(`${wanted}: not yet`);
    },
    { timeout: 30_000 },
  );
  const get = async (path: string, secret?: string): Promise<unknown> => {
    const headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
    return (await fetch(checkout.url + path, { headers })).json();
  };
  const show = async ({ order, secret }: PlacedOrder) =>
    orderViewSchema.parse(await get(`/api/orders/${order.id}`, secret));
  return { checkout, get, show, place: () => place(checkout.url) };
}

async function place(url: string): Promise<PlacedOrder & { order: { state: 'open'; address: string } }> {
  const response = await fetch(`${url}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      event: gala,
      tier: standing,
      quantity: 1,
      buyer: { name: 'Ada', phone: '0791234567' },
    }),
  });
  const placed = placedOrderSchema.parse(await response.json());
  if (placed.order.state !== 'open') throw new Error('a paid tier gives an open order');
  return { ...placed, order: placed.order };
}

const until = <T>(probe: () => Promise<T>) => vi.waitFor(probe, { timeout: 30_000, interval: 50 });

test('buy, pay with the SDK, and the ticket is there', async () => {
  const { get, place, show } = await startSelling();
  const placed = await place();
  expect(placed.order.address).toMatch(/^tst1/);
  expect(placed.order).toMatchObject({ due: PRICE.toString() });
  const payer = await makeTanglePayer(tangle);
  const { transactionId, blockId } = await payer.pay(placed.order.address, PRICE);
  expect(await show(placed)).toMatchObject({ state: 'open' });
  await tangle.settle(blockId);
  const paid = await until(async () => {
    const order = await show(placed);
    if (order.state !== 'paid') throw new Error(`still ${order.state}`);
    return order;
  });
  expect(paid.deposits).toMatchObject([{ amount: PRICE.toString(), transaction: transactionId }]);
  const [link] = paid.tickets;
  const ticket = ticketViewSchema.parse(await get(`/api/tickets/${link?.id ?? ''}`, link?.secret));
  expect(ticket).toMatchObject({ id: link?.id });
});

test('a payment that the sender can take back is shown with its reason, and the order stays open for real money', async () => {
  const { place, show } = await startSelling();
  const placed = await place();
  const payer = await makeTanglePayer(tangle);
  const trick = { to: placed.order.address, amount: PRICE, returnTo: payer.address, returned: PRICE };
  const { blockId, transactionId } = await payer.send({ outputs: [withStorageDepositReturn(trick)] });
  await tangle.settle(blockId);
  await until(async () => {
    expect(await show(placed)).toMatchObject({
      state: 'open',
      due: PRICE.toString(),
      refused: [{ reason: 'storage-return', transaction: transactionId, asset: 'basic output' }],
    });
  });
  const real = await payer.pay(placed.order.address, PRICE);
  await tangle.settle(real.blockId);
  await until(async () => {
    expect(await show(placed)).toMatchObject({ state: 'paid' });
  });
});

test('pages are told of the network: Stardust, its coin, Firefly’s scheme', async () => {
  const { checkout } = await startSelling();
  const response = await fetch(`${checkout.url}/api/network`);
  expect(networkSchema.parse(await response.json())).toEqual({
    ledger: 'stardust',
    name: 'Private Tangle',
    coin: { symbol: 'TEST', decimals: 6 },
    deepLinkScheme: 'iota',
  });
});

test('a price that cannot be sent on this network is refused, with the number', async () => {
  const checkout = await startCheckout(settingsFor());
  await expect(checkout.importEvent(priced(212_999n))).rejects.toMatchObject({
    code: 'price-out-of-range',
    message: expect.stringContaining('0.213 TEST') as string,
  });
  await checkout.importEvent(priced(213_000n));
});

test('anybody’s own Tangle is followed by settings alone, and one with another name is not', async () => {
  const own = (name: string) =>
    settingsFor({
      TANGLEGATE_NETWORK: 'stardust',
      TANGLEGATE_STARDUST_NAME: name,
      TANGLEGATE_STARDUST_HRP: tangle.bech32Hrp,
    });
  const { signal } = new AbortController();
  expect((await composeLedger(own(tangle.networkName).ledger, signal).tip()).chain).toContain(
    tangle.networkName,
  );
  await expect(composeLedger(own('private-tangle').ledger, signal).tip()).rejects.toMatchObject({
    code: 'ledger-other-chain',
  });
});
