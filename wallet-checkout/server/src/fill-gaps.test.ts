import { organiserIdSchema } from '@tanglegate/core/ids';
import { expect, test, vi } from 'vitest';
import { chainScript } from './adapters/stardust/testing/scripted-chain.ts';
import { scriptedNode as stardustNode } from './adapters/stardust/testing/scripted-node.ts';
import type { Backbone } from './compose-backbone.ts';
import type { Store } from './ports/store.ts';
import { readCheckoutSettings, type CheckoutSettings } from './settings.ts';
import { placeOpen, untilLedger, untilTicket } from './testing/follow-along.ts';
import { forgetfulNode, type ForgetfulNode } from './testing/forgetful-node.ts';
import { startBackbone, startDevnet, testSettings, untilSelling } from './testing/start-backbone.ts';
import { gala, testEvent } from './testing/test-event.ts';

type TestDevnet = Awaited<ReturnType<typeof startDevnet>>;

/** A checkout with an open order that is switched off, and a node that its next start finds without the checkpoints since then. */
async function switchedOff(
  paid: (devnet: TestDevnet, order: Awaited<ReturnType<typeof placeOpen>>) => Promise<unknown>,
) {
  const devnet = await startDevnet();
  const node = await forgetfulNode(devnet.rpcUrl);
  const settings = testSettings({}, node.url);
  const first = await startBackbone(settings);
  await first.importEvent(testEvent());
  await untilSelling(first);
  const [order, other] = [await placeOpen(first), await placeOpen(first)];
  await first.stop();
  await paid(devnet, order);
  // More than a page, so that the node's next page is empty.
  for (let i = 0; i < 120; i += 1) devnet.faults.makeCheckpoint();
  node.forgetBefore(devnet.ledger.tip());
  return { devnet, node, settings, order, other };
}

const deposits = (backbone: Backbone) =>
  backbone.db.selectFrom('deposits').select(['order_id', 'amount', 'ledger_id']).execute();
const needs = async (backbone: Backbone) =>
  (await backbone.live.show(organiserIdSchema.parse('main'), gala)).needs.map(({ kind }) => kind);
const askedByAddress = ({ asked }: ForgetfulNode): boolean => asked.includes('iotax_queryTransactionBlocks');

test('money that came in forgotten checkpoints is found by its address, once, and following goes on', async () => {
  const { devnet, node, settings, order, other } = await switchedOff(async (ledger, { payment, address }) => {
    await (await ledger.payer()).pay(payment);
    const coinType = `0x${'b'.repeat(64)}::iota::IOTA`;
    await ledger.ledger.mintCoin({ coinType, amount: 7n, owner: { address } });
  });
  const backbone = await startBackbone(settings);
  await untilTicket(backbone, order.id);
  expect(askedByAddress(node)).toBe(true);
  await untilLedger(backbone, /^Following\./);
  await (await devnet.payer()).pay(other.payment);
  await untilTicket(backbone, other.id);
  expect((await deposits(backbone)).map(({ order_id, amount }) => [order_id, amount])).toEqual(
    expect.arrayContaining([
      [order.id, String(order.payment[0]?.amount)],
      [other.id, String(other.payment[0]?.amount)],
    ]),
  );
  expect(await deposits(backbone)).toHaveLength(2);
  const refused = await backbone.db.selectFrom('refused_deposits').select(['reason', 'order_id']).execute();
  expect(refused).toEqual([{ reason: 'other-coin', order_id: order.id }]);
});

/** The first transaction that moves the cursor is undone, as a crash just before its commit would. */
function crashesOnce(store: Store, crashed: () => void): Store {
  let isDone = false;
  return {
    ...store,
    transaction: (work) =>
      store.transaction(async (repositories) => {
        const { cursor } = repositories;
        const move: typeof cursor.move = async (...step) => {
          await cursor.move(...step);
          if (isDone) return;
          isDone = true;
          crashed();
          throw new Error('crashed');
        };
        return work({ ...repositories, cursor: { ...cursor, move } });
      }),
  };
}

test('cut off before its commit, it begins anew: found once', async () => {
  const { settings, order } = await switchedOff(async (ledger, { payment }) =>
    (await ledger.payer()).pay(payment),
  );
  const crashed = vi.fn();
  const backbone = await startBackbone(settings, { aroundStore: (store) => crashesOnce(store, crashed) });
  await untilTicket(backbone, order.id);
  expect(crashed).toHaveBeenCalledOnce();
  expect(await deposits(backbone)).toHaveLength(1);
});

test('what was read before a restart and lies in no gap is not counted again by its address', async () => {
  const devnet = await startDevnet();
  const node = await forgetfulNode(devnet.rpcUrl);
  const settings = testSettings({}, node.url);
  const first = await startBackbone(settings);
  await first.importEvent(testEvent());
  await untilSelling(first);
  const order = await placeOpen(first);
  const payer = await devnet.payer();
  await payer.pay(order.payment);
  await untilTicket(first, order.id);
  await first.stop();
  await payer.pay([{ address: order.address, amount: 5n }]);
  for (let i = 0; i < 5; i += 1) devnet.faults.makeCheckpoint();
  node.forgetBefore(devnet.ledger.tip());
  const backbone = await startBackbone(settings);
  await vi.waitFor(async () => {
    expect((await deposits(backbone)).map(({ amount }) => amount).sort()).toEqual(
      [String(order.payment[0]?.amount), '5'].sort(),
    );
  }, 15_000);
});

async function expectNamed(settings: CheckoutSettings, why: RegExp): Promise<void> {
  const backbone = await startBackbone(settings);
  await untilLedger(
    backbone,
    new RegExp(
      `Not followed since .* checkpoint \\d+ after \\d+: .*Asking by address did not help: .*${why.source}.*Add a node with a longer history`,
    ),
  );
  expect(await needs(backbone)).toEqual(expect.arrayContaining(['ledger-unreachable', 'ledger-gap']));
  expect((await backbone.health.report()).ready).toBe(false);
  expect(await deposits(backbone)).toEqual([]);
}

test('a node that cannot be asked by address: the gap is named, and nothing is skipped', async () => {
  const { node, settings } = await switchedOff(async (ledger, { payment }) =>
    (await ledger.payer()).pay(payment),
  );
  node.refuse('iotax_queryTransactionBlocks');
  await expectNamed(settings, /Method not found/);
});

test('a node that has forgotten the transactions too: the coins that lie there give it away', async () => {
  const { devnet, settings } = await switchedOff(async (ledger, { payment }) =>
    (await ledger.payer()).pay(payment),
  );
  devnet.faults.prune(1);
  await expectNamed(settings, /does not know the transaction \S+ any more, which reached an address of ours/);
});

test('while another node has the history, nobody is asked by address', async () => {
  const { devnet, node, settings, order } = await switchedOff(async (ledger, { payment }) =>
    (await ledger.payer()).pay(payment),
  );
  const ledger = { ...settings.ledger, otherNodeUrls: [devnet.rpcUrl] };
  const backbone = await startBackbone({ ...settings, ledger });
  await untilTicket(backbone, order.id);
  expect(askedByAddress(node)).toBe(false);
  expect(await deposits(backbone)).toHaveLength(1);
});

test('on Stardust a gap is named, and the node with the history is waited for', async () => {
  let script = chainScript({ tip: 100 });
  const node = await stardustNode((path) => script(path));
  const env = { TANGLEGATE_NETWORK: 'tangle-local', TANGLEGATE_NODE_URL: node.url, TANGLEGATE_POLL_MS: '50' };
  const settings = { ...testSettings(), ledger: readCheckoutSettings(env).ledger };
  const backbone = await startBackbone(settings);
  await untilLedger(backbone, /^Following/);
  script = chainScript({ tip: 140, pruned: 121 });
  await untilLedger(
    backbone,
    /Not followed since .*forgotten all milestones up to 121, .*On Stardust, nodes are not asked by address\. Add a node with a longer/,
  );
  script = chainScript({ tip: 140 });
  await untilLedger(backbone, /^Following\. Read up to 140/);
});

test('a refund that arrived in a forgotten checkpoint is seen all the same', async () => {
  const home = `0x${'c4'.repeat(32)}`;
  const devnet = await startDevnet();
  const node = await forgetfulNode(devnet.rpcUrl);
  const settings = testSettings({}, node.url);
  const first = await startBackbone(settings);
  await first.importEvent(testEvent());
  await untilSelling(first);
  const order = await placeOpen(first);
  const payer = await devnet.payer();
  const [{ amount } = { amount: 0n }] = order.payment;
  await payer.pay([{ address: order.address, amount: amount + 5n }]);
  await untilTicket(first, order.id);
  await first.orders.setRefundAddress(order.id, home);
  await first.stop();
  await payer.pay([{ address: home, amount: 5n }]);
  for (let i = 0; i < 5; i += 1) devnet.faults.makeCheckpoint();
  node.forgetBefore(devnet.ledger.tip());
  const backbone = await startBackbone(settings);
  await vi.waitFor(async () => {
    const seen = await backbone.db.selectFrom('refund_arrivals').select(['address', 'amount']).execute();
    expect(seen).toEqual([{ address: 'c4'.repeat(32), amount: '5' }]);
  }, 15_000);
});
