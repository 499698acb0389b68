import type { OrganiserId, VenueId } from '@tanglegate/core/ids';
import type { Fact, FactOf } from '@tanglegate/core/register/facts';
import type { DoorDefinition, EventDefinition, ZoneDefinition } from './event-definition.ts';
import type { SaleEvent } from './sale.ts';

/** What a fact is about: a later fact with the same key replaces an earlier one. */
export function keyOfFact(fact: Fact): string {
  switch (fact.kind) {
    case 'key-added':
    case 'key-revoked':
      return `key:${fact.kid}`;
    case 'zone':
      return `zone:${fact.zone}`;
    case 'door':
    case 'door-removed':
      return `door:${fact.door}`;
    case 'event':
      return `event:${fact.number}`;
    case 'ticket-issued':
    case 'ticket-revoked':
      return `ticket:${fact.ticket}`;
  }
}

export const zoneFact = (venue: VenueId, zone: ZoneDefinition): FactOf<'zone'> => ({
  kind: 'zone',
  zone: zone.id,
  venue,
  name: zone.name,
});

export const doorFact = (venue: VenueId, door: DoorDefinition): FactOf<'door'> => ({
  kind: 'door',
  door: door.id,
  venue,
  zone: door.zone,
  name: door.name,
});

export function eventFact(
  definition: Omit<EventDefinition, 'tiers' | 'zones' | 'doors'>,
  organiser: OrganiserId,
  numbered: Pick<SaleEvent, 'number' | 'tiers'>,
): FactOf<'event'> {
  return {
    kind: 'event',
    event: definition.id,
    number: numbered.number,
    organiser,
    venue: definition.venue.id,
    name: definition.name,
    timeZone: definition.venue.timeZone,
    opensAt: definition.opensAt,
    startsAt: definition.startsAt,
    closesAt: definition.closesAt,
    tiers: numbered.tiers.map((tier) => ({
      number: tier.number,
      id: tier.id,
      name: tier.name,
      zones: [...tier.zones],
      pass: tier.pass,
      ...(tier.note === undefined ? {} : { note: tier.note }),
    })),
  };
}
