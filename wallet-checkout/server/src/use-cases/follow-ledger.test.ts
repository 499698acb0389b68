import { expect, test, vi } from 'vitest';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Backbone } from '../compose-backbone.ts';
import { startBackbone, startDevnet, testSettings, untilSelling } from '../testing/start-backbone.ts';
import { gala, standing, testEvent } from '../testing/test-event.ts';
import { buyer } from '../testing/test-parts.ts';

const soon = { timeout: 15_000, interval: 20 };

async function ledgerPart(backbone: Backbone) {
  const { parts } = await backbone.health.report();
  return parts.find(({ name }) => name === 'ledger');
}
async function untilLedger(backbone: Backbone, words: RegExp): Promise<void> {
  await vi.waitFor(async () => {
    expect((await ledgerPart(backbone))?.words).toMatch(words);
  }, soon);
}
async function placeOpen(backbone: Backbone) {
  await backbone.importEvent(testEvent());
  await untilSelling(backbone);
  const { order } = await backbone.orders.place({ event: gala, tier: standing, quantity: 1, buyer });
  if (order.state !== 'open') throw new Error('not open');
  return order;
}
async function untilPaid(backbone: Backbone, id: OrderView['id']): Promise<void> {
  await vi.waitFor(async () => {
    expect((await backbone.orders.show(id)).state).toBe('paid');
  }, soon);
}

test('a node that fails, drops and hangs: the health says so, and everything paid meanwhile is found', async () => {
  const devnet = await startDevnet();
  const settings = testSettings({}, devnet.rpcUrl);
  const backbone = await startBackbone({ ...settings, ledger: { ...settings.ledger, timeoutMs: 200 } });
  const order = await placeOpen(backbone);
  const payer = await devnet.payer();
  await untilLedger(backbone, /^Following/);
  const changes = vi.fn();
  backbone.orders.onChange(order.id, changes);
  const reading = ['iota_getCheckpoints', 'iota_multiGetTransactionBlocks'];
  devnet.faults.failWith(503, reading);
  await untilLedger(backbone, /Not followed since .*HTTP 503.*tried again/);
  expect(changes).toHaveBeenCalled();
  expect(await backbone.orders.show(order.id)).toMatchObject({ ledger: { state: 'unreachable' } });
  await payer.pay([{ address: order.address, amount: BigInt(order.due) }]);
  devnet.faults.clear();
  devnet.faults.dropConnections(true, reading);
  await untilLedger(backbone, /cannot be reached/);
  devnet.faults.clear();
  devnet.faults.delayAnswers(5_000, reading);
  await untilLedger(backbone, /does not answer in time/);
  devnet.faults.clear();
  await untilPaid(backbone, order.id);
  expect(await backbone.orders.show(order.id)).toMatchObject({ ledger: { state: 'following' } });
});

test('money that came while the checkout was off is found at its next start', async () => {
  const devnet = await startDevnet();
  const settings = testSettings({}, devnet.rpcUrl);
  const first = await startBackbone(settings);
  const order = await placeOpen(first);
  await untilLedger(first, /^Following/);
  await first.stop();
  const payer = await devnet.payer();
  await payer.pay([{ address: order.address, amount: BigInt(order.due) }]);
  const second = await startBackbone(settings);
  await untilPaid(second, order.id);
});

test('executed is not in a checkpoint: no ticket before that', async () => {
  const devnet = await startDevnet();
  const backbone = await startBackbone(testSettings({}, devnet.rpcUrl));
  const order = await placeOpen(backbone);
  await untilLedger(backbone, /^Following/);
  const payer = await devnet.payer();
  devnet.faults.pauseCheckpoints();
  await payer.pay([{ address: order.address, amount: BigInt(order.due) }]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await backbone.orders.show(order.id)).state).toBe('open');
  devnet.faults.resumeCheckpoints();
  await untilPaid(backbone, order.id);
});

test('a look-alike coin pays nothing, and is kept with its reason', async () => {
  const devnet = await startDevnet();
  const backbone = await startBackbone(testSettings({}, devnet.rpcUrl));
  const order = await placeOpen(backbone);
  await untilLedger(backbone, /^Following/);
  const coinType = `0x${'b'.repeat(64)}::iota::IOTA`;
  await devnet.ledger.mintCoin({ coinType, amount: BigInt(order.due), owner: { address: order.address } });
  await vi.waitFor(async () => {
    const kept = await backbone.db.selectFrom('refused_deposits').select(['reason', 'order_id']).execute();
    expect(kept).toEqual([{ reason: 'other-coin', order_id: order.id }]);
  }, soon);
  expect((await backbone.orders.show(order.id)).state).toBe('open');
});

test('a database that followed another chain: the follower stops, and says what to do', async () => {
  const old = await startDevnet();
  const settings = testSettings({}, old.rpcUrl);
  const first = await startBackbone(settings);
  await untilLedger(first, /^Following/);
  await first.stop();
  const other = await startDevnet();
  const backbone = await startBackbone({
    ...settings,
    ledger: { ...settings.ledger, nodeUrl: other.rpcUrl },
  });
  await untilLedger(backbone, new RegExp(`has followed chain ${old.chainIdentifier}.*stays stopped`));
  expect((await backbone.health.report()).ready).toBe(false);
});
