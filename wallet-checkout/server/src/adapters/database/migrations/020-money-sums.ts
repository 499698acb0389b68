import type { Kysely, Migration } from 'kysely';
import { sql } from 'kysely';

/** For adding up all money every half minute: orders that hold none, which most open ones do, are not even looked at. */
export const moneySums: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create index orders_with_money on orders (state, money) where money <> '0'`.execute(db);
    await sql`create index deposits_applied on deposits (amount, applied_at) where applied_at is not null`.execute(
      db,
    );
  },
};
