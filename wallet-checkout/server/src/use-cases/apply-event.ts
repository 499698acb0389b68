import type { Millis } from '@tanglegate/core/clock';
import type { LedgerUnits } from '@tanglegate/core/money';
import { advanceOrder, isCoveredLate, type Circumstances, type OrderEvent } from '../domain/advance-order.ts';
import type { Order } from '../domain/order.ts';
import { isOver, type SaleEvent } from '../domain/sale.ts';
import type { Repositories } from '../ports/store.ts';
import { issueTickets, revokeTickets, type IssueParts } from './issue-tickets.ts';

export interface ApplyParts extends IssueParts {
  readonly leastOutput: LedgerUnits;
}

async function eventOf(repositories: Repositories, order: Order): Promise<SaleEvent> {
  const event = await repositories.catalogue.findEvent(order.event);
  if (event === undefined) throw new Error(`order ${order.id} is of an event that does not exist`);
  return event;
}

async function askForLateSeats(
  repositories: Repositories,
  order: Order,
  at: Millis,
): Promise<Circumstances['lateSeats']> {
  if (isOver(await eventOf(repositories, order), at)) return 'sale-over';
  return (await repositories.seats.sellFree(order, order.quantity)) ? 'taken' : 'none-left';
}

/** In a transaction that has locked the order: what the domain decides is written down, all of it. */
export async function applyEvent(
  repositories: Repositories,
  order: Order,
  event: OrderEvent,
  { at, ...parts }: ApplyParts & { readonly at: Millis },
): Promise<Order> {
  const { leastOutput } = parts;
  const asksForSeats = event.kind === 'deposit' && isCoveredLate(order, event.amount, leastOutput);
  const lateSeats = asksForSeats ? await askForLateSeats(repositories, order, at) : 'not-asked';
  const outcome = advanceOrder(order, event, { at, leastOutput, lateSeats });
  if (outcome.order !== order) await repositories.orders.update(outcome.order);
  if (outcome.seats === 'held-to-sold') await repositories.seats.heldToSold(order, order.quantity);
  if (outcome.seats === 'release-held') await repositories.seats.releaseHeld(order, order.quantity);
  if (outcome.seats === 'return-sold') await repositories.seats.returnSold(order, order.quantity);
  for (const refund of outcome.refunds) {
    await repositories.refunds.insert(order.id, parts.secrets.newRefundId(), refund, at);
  }
  if (outcome.tickets === 'issue' && outcome.order.state === 'paid') {
    await issueTickets(repositories, outcome.order, await eventOf(repositories, order), parts);
  }
  if (outcome.tickets === 'revoke') {
    await revokeTickets(repositories, order.id, await eventOf(repositories, order), at);
  }
  return outcome.order;
}
