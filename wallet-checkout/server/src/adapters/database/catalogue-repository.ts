import type { Selectable } from 'kysely';
import { zoneIdSchema, type EventId, type OrganiserId, type ZoneId } from '@tanglegate/core/ids';
import { unitsFromText } from '@tanglegate/core/money';
import { z } from 'zod';
import type { DoorDefinition, ZoneDefinition } from '../../domain/event-definition.ts';
import type { SaleEvent, SaleTier } from '../../domain/sale.ts';
import type { CatalogueRepository } from '../../ports/store.ts';
import type { Database, Db } from './database.ts';
import { readyStatement, type ValueOf } from './ready-statement.ts';

type EventRow = Selectable<Database['events']> & {
  venue_name: string;
  venue_address: string | null;
  time_zone: string;
};

const zoneList = z.array(zoneIdSchema);
const readZones = (text: string): ZoneId[] => zoneList.parse(JSON.parse(text));

function tierFrom(row: Selectable<Database['tiers']>): SaleTier {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    price: unitsFromText(row.price),
    capacity: row.capacity,
    sold: row.sold,
    held: row.held,
    zones: readZones(row.zones),
    pass: row.pass,
    maxPerOrder: row.max_per_order,
    ...(row.note === null ? {} : { note: row.note }),
    withdrawn: row.withdrawn_at !== null,
  };
}

function eventFrom(row: EventRow, tiers: readonly SaleTier[]): SaleEvent {
  return {
    id: row.id,
    number: row.number,
    organiser: row.organiser_id,
    venueId: row.venue_id,
    venue: {
      id: row.venue_id,
      name: row.venue_name,
      ...(row.venue_address === null ? {} : { address: row.venue_address }),
      timeZone: row.time_zone,
    },
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    ...(row.picture === null ? {} : { picture: row.picture }),
    opensAt: row.opens_at,
    startsAt: row.starts_at,
    closesAt: row.closes_at,
    tiers,
  };
}

const selectEvents = (db: Db) =>
  db
    .selectFrom('events')
    .innerJoin('venues', 'venues.id', 'events.venue_id')
    .selectAll('events')
    .select(['venues.name as venue_name', 'venues.address as venue_address', 'venues.time_zone']);

const oneEvent = readyStatement((db, value: ValueOf<{ id: EventId }>) =>
  selectEvents(db).where('events.id', '=', value('id')),
);
const tiersOf = readyStatement((db, value: ValueOf<{ event: EventId }>) =>
  db.selectFrom('tiers').selectAll().where('event_id', '=', value('event')).orderBy('position'),
);

async function findEvent(db: Db, id: EventId): Promise<SaleEvent | undefined> {
  const [event] = (await oneEvent(db, { id })).rows;
  if (event === undefined) return undefined;
  return eventFrom(event, (await tiersOf(db, { event: id })).rows.map(tierFrom));
}

async function listEvents(db: Db, organiser: OrganiserId | undefined): Promise<SaleEvent[]> {
  let query = selectEvents(db).orderBy('events.starts_at').orderBy('events.number');
  if (organiser !== undefined) query = query.where('events.organiser_id', '=', organiser);
  const events = await query.execute();
  if (events.length === 0) return [];
  const ids = events.map((event) => event.id);
  const tiers = await db
    .selectFrom('tiers')
    .selectAll()
    .where('event_id', 'in', ids)
    .orderBy('position')
    .execute();
  return events.map((event) =>
    eventFrom(
      event,
      tiers.filter((tier) => tier.event_id === event.id).map((tier) => tierFrom(tier)),
    ),
  );
}

export function catalogueRepository(db: Db): CatalogueRepository {
  return {
    listEvents: (organiser) => listEvents(db, organiser),
    findEvent: (id) => findEvent(db, id),
    async listZones(venue): Promise<ZoneDefinition[]> {
      return db.selectFrom('zones').select(['id', 'name']).where('venue_id', '=', venue).execute();
    },
    async listDoors(venue): Promise<DoorDefinition[]> {
      return db
        .selectFrom('doors')
        .select(['id', 'name', 'zone_id as zone'])
        .where('venue_id', '=', venue)
        .where('removed_at', 'is', null)
        .orderBy('id')
        .execute();
    },
    async listVenues() {
      return (await db.selectFrom('venues').select('id').orderBy('id').execute()).map((venue) => venue.id);
    },
  };
}

/**
 * For one transaction, or for those that are committed together: an event is read once. Nobody describes it anew meanwhile; its seats
 * are counted by `SeatRepository`.
 */
export function rememberingEvents(catalogue: CatalogueRepository): CatalogueRepository {
  const known = new Map<EventId, SaleEvent>();
  return {
    ...catalogue,
    async findEvent(id) {
      const event = known.get(id) ?? (await catalogue.findEvent(id));
      if (event !== undefined) known.set(id, event);
      return event;
    },
  };
}
