import type { Devnet } from '@tanglegate/devnet/compose';
import type { Payer } from '@tanglegate/devnet/testing/pay';
import { expect, test, vi } from 'vitest';
import type { OrderId } from '@tanglegate/core/ids';
import type { Backbone } from '../compose-backbone.ts';
import { startBackbone, startDevnet, testSettings, untilSelling } from '../testing/start-backbone.ts';
import { gala, standing, testEvent } from '../testing/test-event.ts';
import { buyer } from '../testing/test-parts.ts';

/** Four a second. */
const CHECKPOINTS_AN_HOUR = 14_400;
const soon = { timeout: 60_000, interval: 50 };

interface Placed {
  readonly id: OrderId;
  readonly address: string;
  readonly due: bigint;
}

async function place(backbone: Backbone): Promise<Placed> {
  const { order } = await backbone.orders.place({ event: gala, tier: standing, quantity: 1, buyer });
  if (order.state !== 'open') throw new Error('not open');
  return { id: order.id, address: order.address, due: BigInt(order.due) };
}

/** An hour of the ledger in a few seconds: a payment to each order, spread over it, and the first one paid once more at its end. */
async function letAnHourPass({ faults }: Devnet, payer: Payer, orders: readonly Placed[]): Promise<void> {
  const pay = async ({ address, due }: Placed): Promise<void> => {
    await payer.pay([{ address, amount: due }]);
    faults.makeCheckpoint();
  };
  for (const order of orders) {
    await pay(order);
    faults.makeCheckpoints(CHECKPOINTS_AN_HOUR / orders.length);
  }
  for (const order of orders.slice(0, 1)) await pay(order);
}

test('an hour away, twice, with payments in between: all are found, none twice', async () => {
  const devnet = await startDevnet();
  const payer = await devnet.payer();
  const settings = testSettings({}, devnet.rpcUrl);
  let backbone = await startBackbone(settings);
  await backbone.importEvent(testEvent());
  await untilSelling(backbone);
  const orders = await Promise.all(Array.from({ length: 6 }, () => place(backbone)));
  const hours = [orders.slice(0, 3), orders.slice(3)];
  for (const paid of hours) {
    await backbone.stop();
    devnet.faults.pauseCheckpoints();
    const before = devnet.ledger.tip();
    await letAnHourPass(devnet, payer, paid);
    expect(devnet.ledger.tip() - before).toBeGreaterThan(CHECKPOINTS_AN_HOUR);
    devnet.faults.resumeCheckpoints();
    backbone = await startBackbone(settings);
    await vi.waitFor(async () => {
      for (const { id } of paid) expect((await backbone.orders.show(id)).state).toBe('paid');
      const [first] = paid;
      if (first !== undefined) expect((await backbone.orders.show(first.id)).deposits).toHaveLength(2);
    }, soon);
  }
  for (const [i, { id, due }] of orders.entries()) {
    const order = await backbone.orders.show(id);
    const times = i % 3 === 0 ? 2 : 1;
    expect(order).toMatchObject({ state: 'paid', tickets: [{ number: 1, of: 1 }] });
    expect(order.deposits.map(({ amount }) => amount)).toEqual(
      Array.from({ length: times }, () => String(due)),
    );
    expect(order.refunds.map(({ reason }) => reason)).toEqual(times === 2 ? ['surplus'] : []);
  }
}, 120_000);
