import type { Kysely } from 'kysely';
import type { Millis } from '@tanglegate/core/clock';
import { addressRepository } from './address-repository.ts';
import type { Database, Db } from './database.ts';
import { CATCHING_UP, RESTORE_MARGIN } from './restore-repository.ts';
import { runTransaction } from './run-transaction.ts';

/** Of a database that was put back. */
export interface RestoredPool {
  /** Addresses that are given to nobody now, for the lost database may have given them away. */
  readonly skipped: number;
  readonly left: number;
}

async function remember(db: Db, key: string, value: string): Promise<void> {
  const row = db.insertInto('settings').values({ key, value });
  await row.onConflict((conflict) => conflict.column('key').doUpdateSet({ value })).execute();
}

async function skipMargins(db: Db, margin: number, at: Millis): Promise<number> {
  const pools = await db
    .selectFrom('address_pool')
    .select((eb) => ['organiser_id as organiser', eb.fn.max('idx').as('highest')])
    .where('handed_out_at', 'is not', null)
    .groupBy('organiser_id')
    .execute();
  const known = new Map(pools.map(({ organiser, highest }) => [organiser, highest]));
  let skipped = 0;
  for (const { id } of await db.selectFrom('organisers').select('id').execute()) {
    const index = (known.get(id) ?? -1) + margin;
    skipped += await addressRepository(db).skipThrough({ organiser: id, index }, at);
  }
  return skipped;
}

/**
 * What came after the backup is unknown: addresses were given away, register entries numbered, people logged in and out. So a margin of
 * addresses is skipped, no order is taken before the ledger was read to its end, the register becomes a new feed, which validators
 * read from its start, and everybody logs in again.
 */
export function markRestored(db: Kysely<Database>, margin: number, at: Millis): Promise<RestoredPool> {
  return runTransaction(db, async (transaction) => {
    await remember(transaction, RESTORE_MARGIN, String(margin));
    await remember(transaction, CATCHING_UP, '1');
    const skipped = await skipMargins(transaction, margin, at);
    await transaction.deleteFrom('register_readers').execute();
    await transaction.deleteFrom('register_feeds').execute();
    await transaction.deleteFrom('sessions').execute();
    await transaction.deleteFrom('enrolments').execute();
    const { left } = await transaction
      .selectFrom('address_pool')
      .select((eb) => eb.fn.countAll<number>().as('left'))
      .where('handed_out_at', 'is', null)
      .executeTakeFirstOrThrow();
    return { skipped, left };
  });
}
