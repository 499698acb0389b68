import type { Clock, Millis } from '@tanglegate/core/clock';
import type { EventSummary, EventView, TierView } from '@tanglegate/core/http/events';
import type { EventId, OrganiserId } from '@tanglegate/core/ids';
import { availabilityOf, saleOf, type SaleEvent, type SaleTier } from '../domain/sale.ts';
import type { Store } from '../ports/store.ts';
import { findEvent } from './place-order.ts';

export interface ShowEventsParts {
  readonly store: Store;
  readonly clock: Clock;
}

function tierView(tier: SaleTier): TierView {
  return {
    id: tier.id,
    name: tier.name,
    ...(tier.description === undefined ? {} : { description: tier.description }),
    price: tier.price.toString(),
    ...availabilityOf(tier),
    maxPerOrder: tier.maxPerOrder,
  };
}

const onSale = (event: SaleEvent): SaleTier[] => event.tiers.filter((tier) => !tier.withdrawn);

function cheapest(event: SaleEvent): bigint {
  const prices = onSale(event).map((tier) => tier.price);
  return prices.reduce((least, price) => (price < least ? price : least), prices[0] ?? 0n);
}

function eventSummary(event: SaleEvent, now: Millis): EventSummary {
  return {
    id: event.id,
    name: event.name,
    ...(event.picture === undefined ? {} : { picture: event.picture }),
    venueName: event.venue.name,
    timeZone: event.venue.timeZone,
    opensAt: event.opensAt,
    startsAt: event.startsAt,
    closesAt: event.closesAt,
    fromPrice: cheapest(event).toString(),
    sale: saleOf(event, now),
  };
}

/** What buyers see: soonest first, past ones left out. */
export async function listEvents({ store, clock }: ShowEventsParts): Promise<EventSummary[]> {
  const now = clock.now();
  const events = await store.read.catalogue.listEvents();
  return events.map((event) => eventSummary(event, now)).filter((event) => event.sale !== 'over');
}

/** What the organiser sees: all of theirs, newest first. */
export async function listOrganiserEvents(
  organiser: OrganiserId,
  { store, clock }: ShowEventsParts,
): Promise<EventSummary[]> {
  const now = clock.now();
  const events = await store.read.catalogue.listEvents(organiser);
  return events.map((event) => eventSummary(event, now)).reverse();
}

/** @throws TanglegateError `event-unknown` */
export async function showEvent(id: EventId, { store, clock }: ShowEventsParts): Promise<EventView> {
  const event = await findEvent(store.read, id);
  return {
    ...eventSummary(event, clock.now()),
    ...(event.description === undefined ? {} : { description: event.description }),
    ...(event.venue.address === undefined ? {} : { venueAddress: event.venue.address }),
    tiers: onSale(event).map(tierView),
  };
}
