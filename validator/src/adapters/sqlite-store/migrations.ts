import { sql, type Kysely, type Migration } from 'kysely';

async function createRegister(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('store')
    .addColumn('admissions_feed', 'text', (c) => c.notNull())
    .addColumn('register_feed', 'text')
    .execute();
  await db.schema
    .createTable('register_entries')
    .addColumn('n', 'integer', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('fact', 'text', (c) => c.notNull())
    .execute();
}

/** The guard of the promise is the primary key: at most one passage per ticket, zone, entry and direction. */
async function createAdmissions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('admissions')
    .addColumn('ticket', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('entry', 'integer', (c) => c.notNull())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('door', 'text', (c) => c.notNull())
    .addColumn('door_name', 'text', (c) => c.notNull())
    .addColumn('scan', 'text', (c) => c.notNull())
    .addColumn('opened', 'integer', (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('admissions_pk', ['ticket', 'zone', 'entry', 'direction'])
    .modifyEnd(sql`without rowid`)
    .execute();
}

async function createScans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('scans')
    .addColumn('seq', 'integer', (c) => c.primaryKey())
    .addColumn('door', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    // Empty for the pass that came first under this id; the digest of any other one.
    .addColumn('other', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('live_digest', 'text')
    .addColumn('ticket', 'text')
    .addColumn('event', 'integer')
    .addColumn('tier', 'integer')
    .addColumn('zone', 'text')
    .addColumn('entry', 'integer')
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('staff', 'text')
    .addColumn('scanned_at', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('latency_ms', 'real', (c) => c.notNull())
    .addColumn('decision', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('flagged', 'text')
    // Its number on the admissions feed; a repeat has none, since nothing new happened.
    .addColumn('n', 'integer', (c) => c.unique())
    .addColumn('finding', 'text', (c) => c.notNull())
    .addUniqueConstraint('scans_once', ['door', 'id', 'other'])
    .execute();
  await db.schema
    .createIndex('scans_by_live_pass')
    .on('scans')
    .column('live_digest')
    .where(sql.ref('live_digest'), 'is not', null)
    .execute();
}

async function createGateReports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('gate_reports')
    .addColumn('door', 'text', (c) => c.notNull())
    .addColumn('scan', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('why', 'text')
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('gate_reports_pk', ['door', 'scan', 'outcome'])
    .execute();
}

export const migrations: Record<string, Migration> = {
  '001-promise': {
    async up(db: Kysely<unknown>) {
      await createRegister(db);
      await createAdmissions(db);
      await createScans(db);
      await createGateReports(db);
    },
  },
};
