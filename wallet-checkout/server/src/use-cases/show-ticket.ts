import { TanglegateError } from '@tanglegate/core/errors';
import type { TicketView } from '@tanglegate/core/http/tickets';
import type { TicketId } from '@tanglegate/core/ids';
import type { Secrets } from '../ports/secrets.ts';
import type { Store } from '../ports/store.ts';
import { findEvent } from './place-order.ts';

export interface ShowTicketParts {
  readonly store: Store;
  readonly secrets: Secrets;
}

/** @throws TanglegateError `ticket-unknown` */
export async function showTicket(id: TicketId, { store }: ShowTicketParts): Promise<TicketView> {
  const ticket = await store.read.tickets.find(id);
  if (ticket === undefined)
    throw new TanglegateError('ticket-unknown', 'There is no such ticket. Check that the link is complete.');
  const event = await findEvent(store.read, ticket.event);
  const tier = event.tiers.find((candidate) => candidate.id === ticket.tier);
  return {
    id: ticket.id,
    ...(ticket.revokedAt === undefined ? { state: 'valid', pass: ticket.pass } : { state: 'revoked' }),
    number: ticket.number,
    of: ticket.of,
    tierName: tier?.name ?? ticket.tier,
    eventName: event.name,
    venueName: event.venue.name,
    ...(event.venue.address === undefined ? {} : { venueAddress: event.venue.address }),
    timeZone: event.venue.timeZone,
    opensAt: event.opensAt,
    startsAt: event.startsAt,
    closesAt: event.closesAt,
  };
}

/** A ticket that was never issued has a secret all the same, so it must exist too. */
export async function opensTicket(
  id: TicketId,
  secret: string,
  { store, secrets }: ShowTicketParts,
): Promise<boolean> {
  const fits = secrets.opensTicket(id, secret);
  return fits && (await store.read.tickets.find(id)) !== undefined;
}
