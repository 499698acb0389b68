import type { OrderId, OrganiserId } from '@tanglegate/core/ids';
import type { Kysely } from 'kysely';
import type { MoneyQueries, OrderFault } from '../../ports/money-queries.ts';
import type { Database, Db } from './database.ts';
import { depositRepository, refusedFrom } from './deposit-repository.ts';
import { atOneMoment } from './dialect.ts';
import { refundFrom } from './refund-repository.ts';

interface OrderAmount {
  readonly order: OrderId | null;
  readonly amount: string;
}

/** Rows, not sums: amounts are text, and are added here as `bigint` (`schema.ts`). */
async function orderFaults(db: Db): Promise<OrderFault[]> {
  const open = new Map<OrderId, bigint>();
  const add = (rows: readonly OrderAmount[], sign: 1n | -1n): void => {
    for (const { order, amount } of rows)
      if (order !== null) open.set(order, (open.get(order) ?? 0n) + sign * BigInt(amount));
  };
  const deposits = db.selectFrom('deposits').select(['order_id as order', 'amount']);
  add(await deposits.where('applied_at', 'is not', null).execute(), 1n);
  add(await db.selectFrom('orders').select(['id as order', 'money as amount']).execute(), -1n);
  add(await db.selectFrom('refunds').select(['order_id as order', 'amount']).execute(), -1n);
  return [...open].flatMap(([order, unaccounted]) => (unaccounted === 0n ? [] : [{ order, unaccounted }]));
}

function listing(db: Db): Pick<MoneyQueries, 'refunds' | 'refused'> {
  return {
    async refunds(organiser, limit) {
      const rows = await db
        .selectFrom('refunds')
        .innerJoin('orders', 'orders.id', 'refunds.order_id')
        .selectAll('refunds')
        .select(['orders.event_id', 'orders.refund_address'])
        .where('orders.organiser_id', '=', organiser)
        .orderBy('refunds.created_at', 'desc')
        .orderBy('refunds.id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        ...refundFrom(row),
        event: row.event_id,
        wantedAt: row.refund_address ?? undefined,
      }));
    },
    async refused(organiser, limit) {
      const rows = await refusedOf(db, organiser)
        .leftJoin('orders', 'orders.id', 'refused_deposits.order_id')
        .selectAll('refused_deposits')
        .select('orders.event_id')
        .orderBy('refused_deposits.recorded_at', 'desc')
        .orderBy('refused_deposits.ledger_id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        ...refusedFrom(row),
        order: row.order_id ?? undefined,
        event: row.event_id ?? undefined,
        noted: row.noted_at !== null,
      }));
    },
  };
}

/** By the pool: money may have come to an address whose order this database does not know. */
const refusedOf = (db: Db, organiser: OrganiserId) =>
  db
    .selectFrom('refused_deposits')
    .innerJoin('address_pool', 'address_pool.address', 'refused_deposits.address')
    .where('address_pool.organiser_id', '=', organiser);

function dealing(db: Db): Pick<MoneyQueries, 'countUnnoted' | 'noteRefused' | 'writeOff'> {
  return {
    async countUnnoted(organiser) {
      const { count } = await refusedOf(db, organiser)
        .where('refused_deposits.noted_at', 'is', null)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    async noteRefused(organiser, until, at) {
      const pool = db.selectFrom('address_pool').select('address').where('organiser_id', '=', organiser);
      await db
        .updateTable('refused_deposits')
        .set({ noted_at: at })
        .where('noted_at', 'is', null)
        .where('recorded_at', '<=', until)
        .where('address', 'in', pool)
        .execute();
    },
    async writeOff(organiser, id, at) {
      const found = await db
        .selectFrom('refunds')
        .innerJoin('orders', 'orders.id', 'refunds.order_id')
        .select('refunds.order_id as order')
        .where('refunds.id', '=', id)
        .where('orders.organiser_id', '=', organiser)
        .executeTakeFirst();
      if (found === undefined) return 'unknown';
      const written = await db
        .updateTable('refunds')
        .set({ state: 'written-off', written_off_at: at })
        .where('id', '=', id)
        .where('state', '=', 'due')
        .executeTakeFirst();
      return written.numUpdatedRows === 1n ? found : 'not-due';
    },
  };
}

export function moneyQueries(db: Kysely<Database>): MoneyQueries {
  return {
    ...listing(db),
    ...dealing(db),
    balance: () => atOneMoment(db, (moment) => depositRepository(moment).balance()),
    faults: () => atOneMoment(db, orderFaults),
  };
}
