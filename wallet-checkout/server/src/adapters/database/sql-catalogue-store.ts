import type { Kysely } from 'kysely';
import type { Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { EventNumber, OrganiserId } from '@tanglegate/core/ids';
import { eventNumberSchema } from '@tanglegate/core/ids';
import type { EventDefinition } from '../../domain/event-definition.ts';
import { doorFact, eventFact, zoneFact } from '../../domain/register.ts';
import { checkPrice, type PriceLimits } from '../../domain/sale.ts';
import type { CatalogueStore, ImportedEvent } from '../../ports/catalogue-store.ts';
import { catalogueRepository } from './catalogue-repository.ts';
import type { Database, Db } from './database.ts';
import { upsertDoors, upsertVenue, upsertZones } from './import-venue.ts';
import { upsertTiers } from './import-tiers.ts';
import { appendChanged, keyFacts } from './register-changes.ts';
import { takeTurn } from './dialect.ts';
import { runTransaction } from './run-transaction.ts';

async function eventNumber(db: Db, organiser: OrganiserId, definition: EventDefinition) {
  const found = await db
    .selectFrom('events')
    .select(['number', 'organiser_id', 'venue_id'])
    .where('id', '=', definition.id)
    .executeTakeFirst();
  if (found === undefined) return { number: await nextNumber(db), isNew: true };
  if (found.organiser_id !== organiser)
    throw new TanglegateError(
      'event-of-another-organiser',
      `Event "${definition.id}" belongs to another organiser. Choose another id.`,
    );
  if (found.venue_id !== definition.venue.id)
    throw new TanglegateError(
      'event-at-another-venue',
      `Event "${definition.id}" is at venue "${found.venue_id}": tickets may be known there already. Import it under another id.`,
    );
  return { number: found.number, isNew: false };
}

async function nextNumber(db: Db): Promise<EventNumber> {
  const row = await db
    .selectFrom('events')
    .select((eb) => eb.fn.max('number').as('last'))
    .executeTakeFirst();
  const last: number | null | undefined = row?.last; // MAX of no rows is null, which Kysely's type leaves out.
  return eventNumberSchema.parse((last ?? 0) + 1);
}

async function upsertEvent(
  db: Db,
  organiser: OrganiserId,
  definition: EventDefinition,
  at: Millis,
): Promise<{ number: EventNumber; isNew: boolean }> {
  const { number, isNew } = await eventNumber(db, organiser, definition);
  const described = {
    venue_id: definition.venue.id,
    name: definition.name,
    description: definition.description ?? null,
    picture: definition.picture ?? null,
    opens_at: definition.opensAt,
    starts_at: definition.startsAt,
    closes_at: definition.closesAt,
  };
  await db
    .insertInto('events')
    .values({ id: definition.id, number, organiser_id: organiser, created_at: at, ...described })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(described))
    .execute();
  return { number, isNew };
}

async function importEvent(
  db: Db,
  organiser: OrganiserId,
  definition: EventDefinition,
  at: Millis,
): Promise<ImportedEvent> {
  const { venue, zones, doors } = definition;
  await takeTurn(db, 'catalogue');
  await upsertVenue(db, organiser, venue);
  await upsertZones(db, venue.id, zones);
  const removed = await upsertDoors(db, venue.id, doors, at);
  const { number, isNew } = await upsertEvent(db, organiser, definition, at);
  await upsertTiers(db, definition, at);
  const event = await catalogueRepository(db).findEvent(definition.id);
  if (event === undefined) throw new Error(`event ${definition.id} was written and is not there`);
  const facts = await appendChanged(
    db,
    venue.id,
    [
      ...(await keyFacts(db, organiser)),
      ...zones.map((zone) => zoneFact(venue.id, zone)),
      ...doors.map((door) => doorFact(venue.id, door)),
      ...removed.map((door) => ({ kind: 'door-removed', door }) as const),
      eventFact(definition, organiser, event),
    ],
    at,
  );
  return { id: definition.id, number, isNew, facts };
}

export function sqlCatalogueStore(db: Kysely<Database>, limits: PriceLimits): CatalogueStore {
  return {
    async importEvent(organiser, definition, at) {
      for (const tier of definition.tiers) checkPrice(definition.id, tier, limits);
      return runTransaction(db, (transaction) => importEvent(transaction, organiser, definition, at));
    },
  };
}
