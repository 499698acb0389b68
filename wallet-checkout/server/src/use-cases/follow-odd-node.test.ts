import { IotaClient } from '@iota/iota-sdk/client';
import { requestIotaFromFaucetV0 } from '@iota/iota-sdk/faucet';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction } from '@iota/iota-sdk/transactions';
import { expect, test, vi } from 'vitest';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Backbone } from '../compose-backbone.ts';
import { laggingNode } from '../testing/lagging-node.ts';
import { startBackbone, startDevnet, testSettings, untilSelling } from '../testing/start-backbone.ts';
import { gala, standing, testEvent } from '../testing/test-event.ts';
import { buyer } from '../testing/test-parts.ts';

// What a real node was seen to do, met by the follower: whatever it is, money is found, and once.

const soon = { timeout: 15_000, interval: 20 };
type OpenOrder = Extract<OrderView, { state: 'open' }>;
type Started = Awaited<ReturnType<typeof start>>;

/** A checkout that sells, on a node that can be made odd, on a development ledger. */
async function start() {
  const devnet = await startDevnet();
  const node = await laggingNode(devnet.rpcUrl);
  const settings = testSettings({}, node.url);
  const backbone = await startBackbone(settings);
  await backbone.importEvent(testEvent());
  await untilSelling(backbone);
  return { devnet, node, settings, backbone, payer: await devnet.payer() };
}

async function place({ backbone }: Started): Promise<OpenOrder> {
  const { order } = await backbone.orders.place({ event: gala, tier: standing, quantity: 1, buyer });
  if (order.state !== 'open') throw new Error('not open');
  return order;
}
const pay = ({ payer }: Started, { address, due }: OpenOrder): Promise<string> =>
  payer.pay([{ address, amount: BigInt(due) }]);

async function untilPaid(backbone: Backbone, { id }: OpenOrder) {
  return vi.waitFor(async () => {
    const order = await backbone.orders.show(id);
    if (order.state !== 'paid') throw new Error(`still ${order.state}`);
    return order;
  }, soon);
}
async function untilLedger(backbone: Backbone, words: RegExp): Promise<void> {
  await vi.waitFor(async () => {
    const { parts } = await backbone.health.report();
    expect(parts.find(({ name }) => name === 'ledger')?.words).toMatch(words);
  }, soon);
}
async function untilAskedAgain({ node }: Started, times: number): Promise<void> {
  const before = node.asked.length;
  await vi.waitFor(() => {
    expect(node.asked.length).toBeGreaterThan(before + times);
  }, soon);
}

test('the last page has data and no next cursor, and at its end it is given again: what is on it counts once', async () => {
  const on = await start();
  on.devnet.faults.pauseCheckpoints();
  const [first, second] = [await place(on), await place(on)];
  await pay(on, first);
  on.devnet.faults.makeCheckpoint();
  await untilPaid(on.backbone, first);
  await untilAskedAgain(on, 10);
  await pay(on, second);
  on.devnet.faults.makeCheckpoint();
  await untilPaid(on.backbone, second);
  for (const { id, due } of [first, second])
    expect(await on.backbone.orders.show(id)).toMatchObject({ deposits: [{ amount: due }], refunds: [] });
});

test('a cursor past the tip: the node is behind, the health says so, and following goes on once it has caught up', async () => {
  const on = await start();
  const order = await place(on);
  on.devnet.faults.pauseCheckpoints();
  const position = on.devnet.ledger.tip() + 20;
  await on.backbone.db.updateTable('ledger_cursor').set({ position }).execute();
  await on.backbone.stop();
  const backbone = await startBackbone(on.settings);
  await untilLedger(backbone, /is behind.*tried again/);
  on.devnet.faults.makeCheckpoints(20);
  await untilLedger(backbone, /^Following/);
  await pay(on, order);
  on.devnet.faults.makeCheckpoint();
  await untilPaid(backbone, order);
});

test('one unknown digest fails its whole batch: payments before it are found at once, its own when the node knows it', async () => {
  const on = await start();
  on.devnet.faults.pauseCheckpoints();
  const [before, hidden, after] = [await place(on), await place(on), await place(on)];
  await on.backbone.stop();
  for (const order of [before, hidden, after]) {
    const digest = await pay(on, order);
    if (order === hidden) on.node.unknown.add(digest);
    on.devnet.faults.makeCheckpoint();
  }
  const backbone = await startBackbone(on.settings);
  await untilPaid(backbone, before);
  await untilLedger(backbone, /does not yet know every transaction.*tried again/);
  for (const { id } of [hidden, after]) expect((await backbone.orders.show(id)).state).toBe('open');
  on.node.unknown.clear();
  await untilPaid(backbone, hidden);
  await untilPaid(backbone, after);
  await untilLedger(backbone, /^Following/);
});

test('the ledger pauses while its epoch changes: no alarm, and what was paid around it is found', async () => {
  const on = await start();
  const [before, during, after] = [await place(on), await place(on), await place(on)];
  await pay(on, before);
  on.devnet.faults.changeEpoch(600_000);
  await pay(on, during);
  await untilPaid(on.backbone, before);
  await untilAskedAgain(on, 5);
  await untilLedger(on.backbone, /^Following/);
  expect((await on.backbone.orders.show(during.id)).state).toBe('open');
  on.devnet.faults.resumeCheckpoints();
  await untilPaid(on.backbone, during);
  await pay(on, after);
  await untilPaid(on.backbone, after);
});

/** An explicit budget: without one, the SDK would notice before it sends. */
async function failToPay({ devnet }: Started, { address }: OpenOrder): Promise<string> {
  const client = new IotaClient({ url: devnet.rpcUrl });
  const signer = new Ed25519Keypair();
  await requestIotaFromFaucetV0({ host: devnet.faucetUrl, recipient: signer.toIotaAddress() });
  const transaction = new Transaction();
  const coin = transaction.splitCoins(transaction.gas, [10n ** 15n]);
  transaction.transferObjects([coin], address);
  transaction.setGasBudget(5_000_000);
  const options = { showEffects: true };
  const { digest, effects } = await client.signAndExecuteTransaction({ signer, transaction, options });
  expect(effects?.status.status).toBe('failure');
  return digest;
}

test('a failed payment is in the ledger all the same, and pays nothing', async () => {
  const on = await start();
  const order = await place(on);
  const digest = await failToPay(on, order);
  const client = new IotaClient({ url: on.devnet.rpcUrl });
  await vi.waitFor(async () => {
    expect((await client.getTransactionBlock({ digest })).checkpoint).toBeDefined();
  }, soon);
  await untilAskedAgain(on, 5);
  expect(await on.backbone.orders.show(order.id)).toMatchObject({
    state: 'open',
    due: order.due,
    deposits: [],
  });
  await pay(on, order);
  expect((await untilPaid(on.backbone, order)).deposits).toHaveLength(1);
});
