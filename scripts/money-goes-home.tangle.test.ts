import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADDRESS_LIST_TYPE } from '@tanglegate/core/address-list';
import { systemClock } from '@tanglegate/core/clock';
import { orderViewSchema, placedOrderSchema } from '@tanglegate/core/http/orders';
import { ledgerUnits } from '@tanglegate/core/money';
import { startTangle, type TestTangle } from '@tanglegate/devnet/testing/tangle';
import { signDocument } from '@tanglegate/did/signed-document';
import { openSigningKey } from '@tanglegate/did/signing-key';
import { auditMoney } from '@tanglegate/wallet-checkout/offline';
import { importAddressFile } from '@tanglegate/wallet-checkout/offline-money';
import { readCheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { startCheckout } from '@tanglegate/wallet-checkout/testing/start-checkout';
import { gala, standing, testEvent, testTier } from '@tanglegate/wallet-checkout/testing/test-event';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runScript } from './testing/run-script.ts';
import { walletOnTangle } from './testing/wallet-on-tangle.ts';

// Server and wallet together on a real Hornet node: three files go between them, and no key.

let tangle: TestTangle;
beforeAll(async () => {
  tangle = await startTangle({ milestones: 'timer', intervalMs: 300 });
}, 600_000);
afterAll(() => tangle.close());

const PRICE = 2_000_000n;
const until = <T>(probe: () => Promise<T>) => vi.waitFor(probe, { timeout: 30_000, interval: 100 });

/** A checkout that sells from the wallet's own addresses. */
async function startSelling({ folder, keys }: Awaited<ReturnType<typeof walletOnTangle>>) {
  const data = join(folder, 'data');
  const env = {
    ...{ TANGLEGATE_DATA: data, TANGLEGATE_PORT: '0', TANGLEGATE_NETWORK: 'tangle-local' },
    ...{ TANGLEGATE_NODE_URL: tangle.nodeUrl, TANGLEGATE_POLL_MS: '50', TANGLEGATE_DEV_POOL: '0' },
  };
  const settings = readCheckoutSettings(env);
  const list = join(folder, 'list.json');
  const addresses = Array.from({ length: 10 }, (_, index) => ({ index, address: keys.address(index) }));
  const payload = { version: 1, madeAt: systemClock.now(), addresses };
  writeFileSync(list, JSON.stringify(await signDocument(ADDRESS_LIST_TYPE, payload, keys.listSigner)));
  await importAddressFile(list, settings);
  const checkout = await startCheckout(settings, {
    signer: openSigningKey(join(data, 'signing-key.pem')).key,
  });
  await checkout.importEvent(testEvent({ tiers: [testTier({ price: ledgerUnits(PRICE) })] }));
  const command = async (...args: [string, ...string[]]): Promise<string> => {
    const { code, out, err } = await runScript(args, env);
    expect([code, err]).toEqual([0, '']);
    return out;
  };
  return { checkout, settings, command };
}

async function placeOrder(url: string) {
  const buyer = { name: 'Ada', phone: '+41 79 123 45 67' };
  const placed = await until(async () => {
    const response = await fetch(`${url}/api/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event: gala, tier: standing, quantity: 1, buyer }),
    });
    return placedOrderSchema.parse(await response.json());
  });
  const authorization = `Bearer ${placed.secret}`;
  const path = `${url}/api/orders/${placed.order.id}`;
  const show = async () =>
    orderViewSchema.parse(await (await fetch(path, { headers: { authorization } })).json());
  const sayWhereTo = async (address: string): Promise<void> => {
    const response = await fetch(`${path}/refund-address`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ address }),
    });
    expect(response.ok, await response.text()).toBe(true);
  };
  if (placed.order.state !== 'open') throw new Error('a paid tier gives an open order');
  return { address: placed.order.address, show, sayWhereTo };
}

test('paid twice, refunded off the server, followed until it is seen; the rest is swept, and the books add up', async () => {
  const wallet = await walletOnTangle(tangle);
  const { folder, mnemonicFile, payer } = wallet;
  const { checkout, settings, command } = await startSelling(wallet);
  const order = await placeOrder(checkout.url);
  await tangle.settle((await payer.pay(order.address, PRICE + 500_000n)).blockId);
  await payer.pay(order.address, PRICE);
  await order.sayWhereTo(payer.address);
  await until(async () => {
    expect((await order.show()).refunds).toMatchObject([
      { state: 'due', amount: '500000' },
      { state: 'due', amount: '2000000' },
    ]);
  });

  const [money, sent] = [join(folder, 'money.json'), join(folder, 'sent.json')];
  const offServer = ['--export', money, '--node', tangle.nodeUrl, '--mnemonic-file', mnemonicFile, '--yes'];
  await command('export-money.ts', '--out', money);
  const refunded = await command('refund.ts', ...offServer, '--json');
  const { transactions } = JSON.parse(refunded) as { transactions: string[] };
  await command('sweep.ts', ...offServer, '--to', 'purse');
  expect(await order.show()).toMatchObject({ refunds: [{ state: 'due' }, { state: 'due' }] });
  expect(JSON.parse(await command('record-sent.ts', sent, '--json'))).toMatchObject({ refused: [] });
  await until(async () => {
    expect(await order.show()).toMatchObject({
      state: 'paid',
      refunds: Array(2).fill({ state: 'seen', transaction: transactions[0] }) as object[],
    });
  });

  // What the change brought to the purse is no payment, and nothing is left to sweep.
  const after = join(folder, 'after.json');
  await command('export-money.ts', '--out', after);
  const { payload } = JSON.parse(readFileSync(after, 'utf8')) as { payload: string };
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    addresses: [],
    refunds: [],
  });
  expect(await auditMoney(settings)).toMatchObject({ unaccounted: 0n, faults: [] });
});
