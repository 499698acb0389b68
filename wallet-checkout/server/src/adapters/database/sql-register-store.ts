import type { Kysely, Selectable } from 'kysely';
import type { VenueId } from '@tanglegate/core/ids';
import type { Fact, RegisterEntry } from '@tanglegate/core/register/facts';
import type { RegisterStore } from '../../ports/register-store.ts';
import type { Database, Db } from './database.ts';
import { takeTurn } from './dialect.ts';
import { runTransaction } from './run-transaction.ts';

function entryFrom(
  row: Pick<Selectable<Database['register_entries']>, 'at' | 'fact'>,
  n: number,
): RegisterEntry {
  return { n, at: row.at, fact: JSON.parse(row.fact) as Fact }; // Written by `registerWriter` from a Fact.
}

async function headOf(db: Db, venue: VenueId): Promise<number> {
  const row = await db
    .selectFrom('register_entries')
    .select((eb) => eb.fn.max('n').as('head'))
    .where('venue_id', '=', venue)
    .executeTakeFirst();
  return row?.head ?? 0;
}

async function numberEntries(db: Db, venue: VenueId, limit: number): Promise<RegisterEntry[]> {
  await takeTurn(db, 'register');
  const head = await headOf(db, venue);
  const rows = await db
    .selectFrom('register_entries')
    .select(['id', 'at', 'fact'])
    .where('venue_id', '=', venue)
    .where('n', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  const entries = rows.map((row, i) => entryFrom(row, head + 1 + i));
  for (const [i, row] of rows.entries()) {
    await db
      .updateTable('register_entries')
      .set({ n: head + 1 + i })
      .where('id', '=', row.id)
      .execute();
  }
  return entries;
}

async function openFeed(db: Db, venue: VenueId, newFeedId: () => string): Promise<string> {
  const find = db.selectFrom('register_feeds').select('feed_id').where('venue_id', '=', venue);
  const found = await find.executeTakeFirst();
  if (found !== undefined) return found.feed_id;
  await db
    .insertInto('register_feeds')
    .values({ venue_id: venue, feed_id: newFeedId() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await find.executeTakeFirstOrThrow()).feed_id;
}

export function sqlRegisterStore(
  db: Kysely<Database>,
  { newFeedId }: { newFeedId: () => string },
): RegisterStore {
  return {
    feed: async (venue) => ({ feed: await openFeed(db, venue, newFeedId), head: await headOf(db, venue) }),
    number: (venue, limit) => runTransaction(db, (transaction) => numberEntries(transaction, venue, limit)),
    async readFrom(venue, n, limit) {
      const rows = await db
        .selectFrom('register_entries')
        .select(['n', 'at', 'fact'])
        .where('venue_id', '=', venue)
        .where('n', '>=', n)
        .orderBy('n')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => (row.n === null ? [] : [entryFrom(row, row.n)]));
    },
    async recordAck(venue, { reader, feed, have }, at) {
      const values = { feed_id: feed, have, seen_at: at };
      await db
        .insertInto('register_readers')
        .values({ venue_id: venue, reader, ...values })
        .onConflict((conflict) => conflict.columns(['venue_id', 'reader']).doUpdateSet(values))
        .execute();
    },
    async listReaders(venue) {
      return db
        .selectFrom('register_readers')
        .innerJoin('register_feeds', (join) =>
          join
            .onRef('register_feeds.venue_id', '=', 'register_readers.venue_id')
            .onRef('register_feeds.feed_id', '=', 'register_readers.feed_id'),
        )
        .select(['register_readers.reader', 'register_readers.have', 'register_readers.seen_at as seenAt'])
        .where('register_readers.venue_id', '=', venue)
        .execute();
    },
  };
}
