import type { Kysely, Migration } from 'kysely';

export const enrolments: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('enrolments')
      .addColumn('code_hash', 'text', (c) => c.primaryKey())
      .addColumn('door_id', 'text', (c) => c.notNull().references('doors.id'))
      .addColumn('organiser_id', 'text', (c) => c.notNull().references('organisers.id'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('used_at', 'bigint')
      .execute();
    await db.schema.createIndex('enrolments_by_expiry').on('enrolments').column('expires_at').execute();
  },
};
