import type { Kysely } from 'kysely';
import type { Millis } from '@tanglegate/core/clock';
import type { DoorView } from '@tanglegate/core/http/doors';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { EnrolledDoor, EnrolmentStore } from '../../ports/enrolment-store.ts';
import type { Database } from './database.ts';
import { runTransaction } from './run-transaction.ts';

/** Doors in use, each with its zone. */
function doorsInUse(db: Kysely<Database>) {
  return db
    .selectFrom('doors')
    .innerJoin('venues', 'venues.id', 'doors.venue_id')
    .innerJoin('zones', (join) =>
      join.onRef('zones.venue_id', '=', 'doors.venue_id').onRef('zones.id', '=', 'doors.zone_id'),
    )
    .select(['doors.id', 'doors.name', 'doors.venue_id', 'zones.name as zone_name'])
    .where('doors.removed_at', 'is', null);
}

async function listDoors(db: Kysely<Database>, organiser: OrganiserId): Promise<DoorView[]> {
  const rows = await doorsInUse(db)
    .leftJoin('door_states', 'door_states.door_id', 'doors.id')
    .select(['door_states.state', 'door_states.last_seen_at'])
    .where('venues.organiser_id', '=', organiser)
    .orderBy('venues.name')
    .orderBy('doors.name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    venue: row.venue_id,
    zoneName: row.zone_name,
    state: row.state ?? 'never-seen',
    ...(row.last_seen_at === null ? {} : { lastSeenAt: row.last_seen_at }),
  }));
}

async function claim(db: Kysely<Database>, codeHash: string, at: Millis): Promise<EnrolledDoor | undefined> {
  return runTransaction(db, async (transaction) => {
    const claimed = await transaction
      .updateTable('enrolments')
      .set({ used_at: at })
      .where('code_hash', '=', codeHash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .returning('door_id')
      .executeTakeFirst();
    if (claimed === undefined) return undefined;
    const door = await doorsInUse(transaction).where('doors.id', '=', claimed.door_id).executeTakeFirst();
    return door && { venue: door.venue_id, door: door.id, doorName: door.name, zoneName: door.zone_name };
  });
}

export function sqlEnrolmentStore(db: Kysely<Database>): EnrolmentStore {
  return {
    listDoors: (organiser) => listDoors(db, organiser),
    async insert({ codeHash, door, organiser, at, expiresAt }) {
      const times = { created_at: at, expires_at: expiresAt, used_at: null };
      const row = { code_hash: codeHash, door_id: door, organiser_id: organiser, ...times };
      await db.insertInto('enrolments').values(row).execute();
    },
    claim: (codeHash, at) => claim(db, codeHash, at),
    async release(codeHash) {
      await db.updateTable('enrolments').set({ used_at: null }).where('code_hash', '=', codeHash).execute();
    },
    async deleteExpired(before) {
      await db.deleteFrom('enrolments').where('expires_at', '<', before).execute();
    },
  };
}
