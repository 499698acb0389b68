import { expect, test, vi } from 'vitest';
import { parsePass } from '@tanglegate/core/pass/parse-pass';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Backbone } from './compose-backbone.ts';
import {
  startBackbone,
  startBroker,
  startDevnet,
  testSettings,
  untilSelling,
} from './testing/start-backbone.ts';
import { gala, standing, testEvent, venue } from './testing/test-event.ts';

const buyer = { name: 'Ada', phone: '+41 79 123 45 67' };

async function untilState<S extends OrderView['state']>(backbone: Backbone, id: OrderView['id'], state: S) {
  return vi.waitFor(
    async () => {
      const order = await backbone.orders.show(id);
      if (order.state !== state) throw new Error(`still ${order.state}`);
      return order as Extract<OrderView, { state: S }>; // Just compared.
    },
    { timeout: 15_000, interval: 20 },
  );
}

test('an order paid on the ledger becomes tickets and numbered register entries', async () => {
  const devnet = await startDevnet();
  const broker = await startBroker();
  const backbone = await startBackbone(testSettings({}, devnet.rpcUrl), { mqtt: broker.access });
  await backbone.importEvent(testEvent());
  await untilSelling(backbone);
  const { order } = await backbone.orders.place({ event: gala, tier: standing, quantity: 2, buyer });
  if (order.state !== 'open') throw new Error('not open');
  expect(order.due).toBe('4000000000');
  const payer = await devnet.payer();
  await payer.pay([{ address: order.address, amount: BigInt(order.due) }]);
  const paid = await untilState(backbone, order.id, 'paid');
  expect(paid.tickets.map(({ number, of }) => [number, of])).toEqual([
    [1, 2],
    [2, 2],
  ]);
  const [link] = paid.tickets;
  if (link === undefined) throw new Error('no ticket');
  expect(await backbone.tickets.opens(link.id, link.secret)).toBe(true);
  const ticket = await backbone.tickets.show(link.id);
  expect(parsePass(ticket.pass ?? '')).toMatchObject({ kind: 'static', ticket: link.id, event: 1, tier: 1 });
  await vi.waitFor(async () => {
    const rows = await backbone.db
      .selectFrom('register_entries')
      .select(['n', 'fact_key'])
      .where('venue_id', '=', venue)
      .orderBy('id')
      .execute();
    expect(rows.map((row) => row.n)).toEqual(rows.map((_row, i) => i + 1));
    expect(rows.filter((row) => row.fact_key.startsWith('ticket:'))).toHaveLength(2);
  });
});
