import { TanglegateError } from '@tanglegate/core/errors';
import type { OrderId, OrganiserId } from '@tanglegate/core/ids';
import { advanceOne, type AdvanceParts } from './advance-orders.ts';

/**
 * The organiser takes a paid order back: its tickets open no door any more, its seats are free, and what it kept is owed back.
 * @throws TanglegateError `order-unknown`, also for another organiser's; `order-not-paid`
 */
export async function revokeOrder(organiser: OrganiserId, id: OrderId, parts: AdvanceParts): Promise<void> {
  const order = await parts.store.read.orders.find(id);
  if (order?.organiser !== organiser)
    throw new TanglegateError('order-unknown', 'You have no such order. Load the list of orders again.');
  await advanceOne(id, { kind: 'revoke' }, parts);
}
