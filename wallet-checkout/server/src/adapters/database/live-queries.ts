import { sql } from 'kysely';
import type { DoorNumbers, LiveQueries } from '../../ports/live-queries.ts';
import type { Db } from './database.ts';
import { doorNumbers, latestScans } from './live-door-queries.ts';

const cameIn = sql<number>`sum(case direction when 'in' then 1 else -1 end)`;

function moneyQueries(db: Db): Pick<LiveQueries, 'income' | 'refundsDue'> {
  const times = (rows: readonly { amount: string; times: number }[]): bigint =>
    rows.reduce((total, row) => total + BigInt(row.amount) * BigInt(row.times), 0n);
  return {
    async income(event) {
      const rows = await db
        .selectFrom('orders')
        .select((eb) => ['money as amount', eb.fn.countAll<number>().as('times')])
        .where('event_id', '=', event.id)
        .where('state', '=', 'paid')
        .groupBy('money')
        .execute();
      return times(rows);
    },
    async refundsDue(organiser) {
      const rows = await db
        .selectFrom('refunds')
        .innerJoin('orders', 'orders.id', 'refunds.order_id')
        .select((eb) => ['refunds.amount', eb.fn.countAll<number>().as('times')])
        .where('orders.organiser_id', '=', organiser)
        .where('refunds.state', '=', 'due')
        .groupBy('refunds.amount')
        .execute();
      return { count: rows.reduce((count, row) => count + row.times, 0), amount: times(rows) };
    },
  };
}

function admissionQueries(db: Db): Pick<LiveQueries, 'inside' | 'admittedByTier' | 'scansSince'> {
  return {
    async inside(event) {
      const perTicket = db
        .selectFrom('door_facts')
        .select('ticket_id')
        .where('event_number', '=', event.number)
        .where('kind', '=', 'admission')
        .groupBy('ticket_id')
        .having(cameIn, '>', 0)
        .as('inside');
      const row = await db
        .selectFrom(perTicket)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return row.count;
    },
    async admittedByTier(event) {
      const rows = await db
        .selectFrom('door_facts')
        .select((eb) => ['tier_number', eb.fn.count<number>('ticket_id').distinct().as('count')])
        .where('event_number', '=', event.number)
        .where('kind', '=', 'admission')
        .where('direction', '=', 'in')
        .groupBy('tier_number')
        .execute();
      return new Map(rows.flatMap((row) => (row.tier_number === null ? [] : [[row.tier_number, row.count]])));
    },
    async scansSince(event, since) {
      const row = await db
        .selectFrom('door_facts')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('venue_id', '=', event.venueId)
        .where('at', '>=', since)
        .executeTakeFirstOrThrow();
      return row.count;
    },
  };
}

async function registerMissing(
  db: Db,
  venue: Parameters<LiveQueries['inside']>[0]['venueId'],
): Promise<number> {
  const head = await db
    .selectFrom('register_entries')
    .select((eb) => eb.fn.max('n').as('head'))
    .where('venue_id', '=', venue)
    .executeTakeFirst();
  const slowest = await db
    .selectFrom('register_readers')
    .innerJoin('register_feeds', (join) =>
      join
        .onRef('register_feeds.venue_id', '=', 'register_readers.venue_id')
        .onRef('register_feeds.feed_id', '=', 'register_readers.feed_id'),
    )
    .select((eb) => eb.fn.min('have').as('have'))
    .where('register_readers.venue_id', '=', venue)
    .executeTakeFirst();
  const reached: number | null | undefined = slowest?.have; // MIN of no rows is null, which Kysely's type leaves out.
  return Math.max(0, (head?.head ?? 0) - (reached ?? 0));
}

export function liveQueries(db: Db): LiveQueries {
  return {
    ...moneyQueries(db),
    ...admissionQueries(db),
    doors: (event): Promise<DoorNumbers[]> => doorNumbers(db, event),
    latestScans: (event, limit) => latestScans(db, event, limit),
    registerMissing: (event) => registerMissing(db, event.venueId),
    async latestOrders(event, limit) {
      const rows = await db
        .selectFrom('orders')
        .select(['id', 'placed_at', 'state', 'tier_id', 'quantity', 'price'])
        .where('event_id', '=', event.id)
        .orderBy('placed_at', 'desc')
        .limit(limit)
        .execute();
      const tierName = new Map(event.tiers.map((tier) => [tier.id, tier.name]));
      return rows.map((row) => ({
        id: row.id,
        at: row.placed_at,
        state: row.state,
        tierName: tierName.get(row.tier_id) ?? row.tier_id,
        quantity: row.quantity,
        price: row.price,
      }));
    },
  };
}
