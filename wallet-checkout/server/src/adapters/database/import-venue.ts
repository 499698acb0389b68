import type { Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { DoorId, OrganiserId, VenueId } from '@tanglegate/core/ids';
import type { DoorDefinition, VenueDefinition, ZoneDefinition } from '../../domain/event-definition.ts';
import type { Db } from './database.ts';

/** @throws TanglegateError `organiser-unknown`, `venue-of-another-organiser` */
export async function upsertVenue(db: Db, organiser: OrganiserId, venue: VenueDefinition): Promise<void> {
  const owner = await db.selectFrom('organisers').select('id').where('id', '=', organiser).executeTakeFirst();
  if (owner === undefined)
    throw new TanglegateError('organiser-unknown', `There is no organiser "${organiser}" here.`);
  const found = await db
    .selectFrom('venues')
    .select('organiser_id')
    .where('id', '=', venue.id)
    .executeTakeFirst();
  if (found !== undefined && found.organiser_id !== organiser)
    throw new TanglegateError(
      'venue-of-another-organiser',
      `Venue "${venue.id}" belongs to another organiser. Choose another id.`,
    );
  const described = { name: venue.name, address: venue.address ?? null, time_zone: venue.timeZone };
  await db
    .insertInto('venues')
    .values({ id: venue.id, organiser_id: organiser, ...described })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(described))
    .execute();
}

/** Zones that are no longer described stay: another event's tiers may let people into them. */
export async function upsertZones(db: Db, venue: VenueId, zones: readonly ZoneDefinition[]): Promise<void> {
  for (const { id, name } of zones) {
    await db
      .insertInto('zones')
      .values({ venue_id: venue, id, name })
      .onConflict((conflict) => conflict.columns(['venue_id', 'id']).doUpdateSet({ name }))
      .execute();
  }
}

/**
 * Doors are the venue's, not the event's: the newest description says which there are.
 * @returns the doors that are gone
 * @throws TanglegateError `door-of-another-venue`
 */
export async function upsertDoors(
  db: Db,
  venue: VenueId,
  doors: readonly DoorDefinition[],
  at: Millis,
): Promise<DoorId[]> {
  for (const { id, name, zone } of doors) {
    const found = await db.selectFrom('doors').select('venue_id').where('id', '=', id).executeTakeFirst();
    if (found !== undefined && found.venue_id !== venue)
      throw new TanglegateError(
        'door-of-another-venue',
        `Door "${id}" is at venue "${found.venue_id}" already: door ids are unique in an installation. Choose another id.`,
      );
    const described = { zone_id: zone, name, removed_at: null };
    await db
      .insertInto('doors')
      .values({ id, venue_id: venue, ...described })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(described))
      .execute();
  }
  const described = new Set(doors.map((door) => door.id));
  const present = await db
    .selectFrom('doors')
    .select('id')
    .where('venue_id', '=', venue)
    .where('removed_at', 'is', null)
    .execute();
  const gone = present.map((door) => door.id).filter((id) => !described.has(id));
  for (const id of gone) await db.updateTable('doors').set({ removed_at: at }).where('id', '=', id).execute();
  return gone;
}
