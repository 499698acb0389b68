import { expect, vi } from 'vitest';
import type { OrderId } from '@tanglegate/core/ids';
import type { Backbone } from '../compose-backbone.ts';
import { gala, standing } from './test-event.ts';
import { buyer } from './test-parts.ts';

const soon = { timeout: 15_000, interval: 20 };

/** An order, and what pays it. */
export async function placeOpen(backbone: Backbone) {
  const { order } = await backbone.orders.place({ event: gala, tier: standing, quantity: 1, buyer });
  if (order.state !== 'open') throw new Error('not open');
  return {
    id: order.id,
    address: order.address,
    payment: [{ address: order.address, amount: BigInt(order.due) }],
  };
}

export async function untilLedger(backbone: Backbone, words: RegExp): Promise<void> {
  await vi.waitFor(async () => {
    const { parts } = await backbone.health.report();
    expect(parts.find(({ name }) => name === 'ledger')?.words).toMatch(words);
  }, soon);
}

export async function untilTicket(backbone: Backbone, id: OrderId): Promise<void> {
  await vi.waitFor(async () => {
    expect(await backbone.orders.show(id)).toMatchObject({
      state: 'paid',
      tickets: [{ id: expect.any(String) as string }],
    });
  }, soon);
}
