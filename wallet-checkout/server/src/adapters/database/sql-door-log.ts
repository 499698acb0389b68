import type { Insertable, Kysely } from 'kysely';
import type { VenueId } from '@tanglegate/core/ids';
import type { AdmissionBatch, AdmissionEntry } from '@tanglegate/core/mqtt/feed';
import type { DoorLog } from '../../ports/door-log.ts';
import type { Database, Db } from './database.ts';
import type { DoorFactsTable } from './schema.ts';
import { runTransaction } from './run-transaction.ts';

function factRow(venue: VenueId, feed: string, { n, at, fact }: AdmissionEntry): Insertable<DoorFactsTable> {
  const isAdmission = fact.kind === 'admission';
  return {
    venue_id: venue,
    feed_id: feed,
    n,
    at,
    kind: fact.kind,
    door_id: fact.door,
    scan_id: fact.scan,
    ticket_id: fact.ticket ?? null,
    event_number: fact.event ?? null,
    tier_number: isAdmission ? fact.tier : null,
    zone_id: isAdmission ? fact.zone : null,
    direction: isAdmission ? fact.direction : null,
    entry: isAdmission ? fact.entry : null,
    reason: isAdmission ? null : fact.reason,
  };
}

function standingOf(db: Db, venue: VenueId): Promise<{ feed: string; have: number } | undefined> {
  const ofVenue = db.selectFrom('admission_feeds').where('venue_id', '=', venue);
  return ofVenue.select(['feed_id as feed', 'have']).executeTakeFirst();
}

async function recordBatch(db: Db, venue: VenueId, batch: AdmissionBatch): Promise<number> {
  const standing = await standingOf(db, venue);
  let have = standing?.feed === batch.feed ? standing.have : 0;
  const rows = [];
  for (const entry of [...batch.entries].sort((a, b) => a.n - b.n)) {
    if (entry.n !== have + 1) continue;
    rows.push(factRow(venue, batch.feed, entry));
    have = entry.n;
  }
  if (rows.length > 0) await db.insertInto('door_facts').values(rows).execute();
  await db
    .insertInto('admission_feeds')
    .values({ venue_id: venue, feed_id: batch.feed, have })
    .onConflict((conflict) => conflict.column('venue_id').doUpdateSet({ feed_id: batch.feed, have }))
    .execute();
  return have;
}

export function sqlDoorLog(db: Kysely<Database>): DoorLog {
  return {
    standing: (venue) => standingOf(db, venue),
    record: (venue, batch) => runTransaction(db, (transaction) => recordBatch(transaction, venue, batch)),
    async recordStatus(door, { state }, at) {
      const seen = state === 'online' ? { last_seen_at: at } : {};
      const present = await db
        .selectFrom('door_states')
        .select('state')
        .where('door_id', '=', door)
        .executeTakeFirst();
      const since = present?.state === state ? {} : { since: at };
      await db
        .insertInto('door_states')
        .values({ door_id: door, state, since: at, last_seen_at: state === 'online' ? at : null })
        .onConflict((conflict) => conflict.column('door_id').doUpdateSet({ state, ...since, ...seen }))
        .execute();
    },
    async recordGate(door, { scan, outcome, at, ...rest }) {
      const why = 'why' in rest ? rest.why : null;
      await db
        .insertInto('gate_reports')
        .values({ door_id: door, scan_id: scan, outcome, at, why })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
