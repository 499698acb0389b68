import { expect, test, vi } from 'vitest';
import type { OrderView } from '@tanglegate/core/http/orders';
import { orderIdSchema, ticketIdSchema } from '@tanglegate/core/ids';
import { liveViewSchema } from '@tanglegate/core/http/live';
import { startBackbone, startDevnet, testSettings, untilSelling } from './testing/start-backbone.ts';
import { free, gala, standing, testEvent } from './testing/test-event.ts';
import { buyer, organiser } from './testing/test-parts.ts';

const soon = { timeout: 15_000, interval: 20 };
const wanted = { event: gala, tier: standing, quantity: 1, buyer };

async function started(changes: Parameters<typeof testSettings>[0] = {}) {
  const devnet = await startDevnet();
  const backbone = await startBackbone(testSettings(changes, devnet.rpcUrl));
  await backbone.importEvent(testEvent());
  await untilSelling(backbone);
  return { devnet, backbone };
}

test('an order that nobody pays expires by itself, and whoever watches it is told', async () => {
  const { backbone } = await started({ orderMs: 200, graceMs: 200 });
  const { order } = await backbone.orders.place(wanted);
  const states: OrderView['state'][] = [];
  backbone.orders.onChange(order.id, () => {
    void backbone.orders.show(order.id).then(({ state }) => states.push(state));
  });
  await vi.waitFor(() => {
    expect(states).toContain('expired');
  }, soon);
  expect((await backbone.catalogue.showEvent(gala)).tiers[0]).toMatchObject({ availability: 'available' });
});

test('while the ledger is out of reach no order expires: money may be on its way', async () => {
  const { backbone, devnet } = await started({ orderMs: 1_500, graceMs: 0 });
  const { order } = await backbone.orders.place(wanted);
  devnet.faults.failWith(503);
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect((await backbone.orders.show(order.id)).state).toBe('open');
  devnet.faults.clear();
  await vi.waitFor(async () => {
    expect((await backbone.orders.show(order.id)).state).toBe('expired');
  }, soon);
});

test('a part-paid order asks for the rest, and owes it back when it is cancelled', async () => {
  const { backbone, devnet } = await started();
  const { order } = await backbone.orders.place(wanted);
  if (order.state !== 'open') throw new Error('not open');
  expect(order.address).toMatch(/^0x[0-9a-f]{64}$/);
  await (await devnet.payer()).pay([{ address: order.address, amount: 500n }]);
  await vi.waitFor(async () => {
    const shown = await backbone.orders.show(order.id);
    expect(shown).toMatchObject({ state: 'open', received: '500', due: '1999999500' });
  }, soon);
  expect(await backbone.orders.cancel(order.id)).toMatchObject({
    state: 'cancelled',
    refunds: [{ amount: '500', reason: 'cancelled', state: 'due' }],
  });
  await expect(backbone.orders.cancel(order.id)).rejects.toMatchObject({ code: 'order-not-open' });
  const { needs } = await backbone.live.show(organiser, gala);
  expect(needs).toContainEqual({ kind: 'refunds-due', count: 1, amount: '500' });
});

test('an order and a ticket open with their own secret only', async () => {
  const { backbone } = await started();
  const { order, secret } = await backbone.orders.place({ ...wanted, tier: free, quantity: 2 });
  if (order.state !== 'paid') throw new Error('not paid');
  const [one, two] = order.tickets;
  if (one === undefined || two === undefined) throw new Error('no tickets');
  const { orders, tickets } = backbone;
  expect(await orders.opens(order.id, secret)).toBe(true);
  expect(await orders.opens(order.id, one.secret)).toBe(false);
  expect(await orders.opens(orderIdSchema.parse('f'.repeat(32)), secret)).toBe(false);
  expect(await tickets.opens(one.id, one.secret)).toBe(true);
  expect(await tickets.opens(one.id, two.secret)).toBe(false);
  expect(await tickets.opens(ticketIdSchema.parse('f'.repeat(32)), one.secret)).toBe(false);
  await expect(tickets.show(ticketIdSchema.parse('f'.repeat(32)))).rejects.toMatchObject({
    code: 'ticket-unknown',
  });
});

test('the live view has the form that its page expects, and belongs to its organiser', async () => {
  const { backbone } = await started();
  await backbone.orders.place({ ...wanted, tier: free, quantity: 2 });
  await backbone.orders.place(wanted);
  const view = liveViewSchema.parse(await backbone.live.show(organiser, gala));
  expect(view).toMatchObject({ sold: 2, held: 1, capacity: 120, inside: 0, income: '0' });
  expect(view.orders.map(({ state }) => state).sort()).toEqual(['open', 'paid']);
  await expect(backbone.live.show('other' as never, gala)).rejects.toMatchObject({ code: 'event-unknown' });
  expect(await backbone.live.listEvents(organiser)).toHaveLength(1);
});
