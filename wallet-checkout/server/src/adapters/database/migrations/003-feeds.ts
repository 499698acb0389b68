import type { Kysely, Migration } from 'kysely';
import { dialectWords, type DialectName } from '../dialect.ts';

async function createRegister(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const { identity, identityType } = dialectWords[dialect];
  await db.schema
    .createTable('register_entries')
    .addColumn('id', identityType, identity)
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id'))
    .addColumn('n', 'integer')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('fact_key', 'text', (c) => c.notNull())
    .addColumn('fact', 'text', (c) => c.notNull())
    .addUniqueConstraint('register_entries_n', ['venue_id', 'n'])
    .execute();
  await db.schema
    .createIndex('register_entries_by_key')
    .on('register_entries')
    .columns(['venue_id', 'fact_key'])
    .execute();
  await db.schema
    .createTable('register_feeds')
    .addColumn('venue_id', 'text', (c) => c.primaryKey().references('venues.id'))
    .addColumn('feed_id', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('register_readers')
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id'))
    .addColumn('reader', 'text', (c) => c.notNull())
    .addColumn('feed_id', 'text', (c) => c.notNull())
    .addColumn('have', 'integer', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('register_readers_pk', ['venue_id', 'reader'])
    .execute();
}

async function createLedgerCursor(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ledger_cursor')
    .addColumn('ledger', 'text', (c) => c.primaryKey())
    .addColumn('chain', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('moved_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createDoorLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('admission_feeds')
    .addColumn('venue_id', 'text', (c) => c.primaryKey().references('venues.id'))
    .addColumn('feed_id', 'text', (c) => c.notNull())
    .addColumn('have', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('door_facts')
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id'))
    .addColumn('feed_id', 'text', (c) => c.notNull())
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('door_id', 'text', (c) => c.notNull())
    .addColumn('scan_id', 'text', (c) => c.notNull())
    .addColumn('ticket_id', 'text')
    .addColumn('event_number', 'integer')
    .addColumn('tier_number', 'integer')
    .addColumn('zone_id', 'text')
    .addColumn('direction', 'text')
    .addColumn('entry', 'integer')
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('door_facts_pk', ['venue_id', 'feed_id', 'n'])
    .execute();
  await db.schema
    .createIndex('door_facts_by_event')
    .on('door_facts')
    .columns(['event_number', 'at'])
    .execute();
  await db.schema.createIndex('door_facts_by_venue').on('door_facts').columns(['venue_id', 'at']).execute();
}

async function createDoorStates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('door_states')
    .addColumn('door_id', 'text', (c) => c.primaryKey().references('doors.id'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint')
    .execute();
  await db.schema
    .createTable('gate_reports')
    .addColumn('door_id', 'text', (c) => c.notNull().references('doors.id'))
    .addColumn('scan_id', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('why', 'text')
    .addPrimaryKeyConstraint('gate_reports_pk', ['door_id', 'scan_id'])
    .execute();
}

export const feeds = (dialect: DialectName): Migration => ({
  async up(db: Kysely<unknown>) {
    await createRegister(db, dialect);
    await createLedgerCursor(db);
    await createDoorLog(db);
    await createDoorStates(db);
  },
});
