import type { Millis } from '@tanglegate/core/clock';
import { signStaticPass, type PassSigner } from '@tanglegate/core/pass/static-pass';
import type { Fact } from '@tanglegate/core/register/facts';
import type { PaidOrder } from '../domain/order.ts';
import type { SaleEvent } from '../domain/sale.ts';
import type { IssuedTicket } from '../domain/ticket.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Repositories } from '../ports/store.ts';

export interface IssueParts {
  readonly signer: PassSigner;
  readonly secrets: Secrets;
}

/** In the transaction that makes the order paid: signs its tickets, and writes them down with their register entries. */
export async function issueTickets(
  repositories: Repositories,
  order: PaidOrder,
  event: SaleEvent,
  { signer, secrets }: IssueParts,
): Promise<void> {
  const tier = event.tiers.find((candidate) => candidate.id === order.tier);
  if (tier === undefined) throw new Error(`order ${order.id} is of a tier that does not exist`);
  const tickets: IssuedTicket[] = [];
  const facts: Fact[] = [];
  for (let number = 1; number <= order.quantity; number++) {
    const id = secrets.newTicketId();
    const pass = await signStaticPass({ ticket: id, event: event.number, tier: tier.number }, signer);
    const place = { order: order.id, event: event.id, tier: tier.id, number, of: order.quantity };
    tickets.push({ id, ...place, pass, issuedAt: order.paidAt });
    const digest = secrets.hash(pass);
    facts.push({ kind: 'ticket-issued', ticket: id, event: event.number, tier: tier.number, digest });
  }
  await repositories.tickets.insert(tickets);
  await repositories.register.append(event.venueId, facts, order.paidAt);
}

/** In the transaction that revokes the order. */
export async function revokeTickets(
  repositories: Repositories,
  order: PaidOrder['id'],
  event: SaleEvent,
  at: Millis,
): Promise<void> {
  const tickets = await repositories.tickets.listOf(order);
  const facts = tickets.map((ticket) => ({ kind: 'ticket-revoked', ticket: ticket.id }) as const);
  await repositories.tickets.revokeOf(order, at);
  await repositories.register.append(event.venueId, facts, at);
}
