import type { OrderId, OrganiserId } from '@tanglegate/core/ids';
import { ledgerUnits, unitsFromText } from '@tanglegate/core/money';
import type { AddressHex } from '../../domain/address.ts';
import type { MoneyOutRepository } from '../../ports/money-out.ts';
import type { Db } from './database.ts';
import { dialectOf, lockRows } from './dialect.ts';
import { listDue, listHolding } from './money-out-queries.ts';
import { refundFrom } from './refund-repository.ts';

/** Well below the number of parameters that a statement may have, on any dialect. */
const ROWS_AT_ONCE = 400;

function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < all.length; i += ROWS_AT_ONCE) yield all.slice(i, i + ROWS_AT_ONCE);
}

/** Addresses that money owed or sent back goes to. */
const awaitedOfOrders = (db: Db) =>
  db
    .selectFrom('orders')
    .innerJoin('refunds', 'refunds.order_id', 'orders.id')
    .select('orders.refund_address as address')
    .where('refunds.state', 'in', ['due', 'sent']);
const awaitedOfRefunds = (db: Db) =>
  db.selectFrom('refunds').select('to_address as address').where('state', '=', 'sent');

const addressesOf = (rows: readonly { address: AddressHex | null }[]): AddressHex[] =>
  rows.flatMap(({ address }) => address ?? []);

async function findAwaited(db: Db, addresses: readonly AddressHex[]): Promise<ReadonlySet<AddressHex>> {
  const awaited = new Set<AddressHex>();
  for (const some of slices(addresses)) {
    const ofOrders = awaitedOfOrders(db).where('orders.refund_address', 'in', some);
    const rows = ofOrders.union(awaitedOfRefunds(db).where('to_address', 'in', some)).execute();
    for (const address of addressesOf(await rows)) awaited.add(address);
  }
  return awaited;
}

interface Pending {
  readonly ids: string[];
  readonly orders: OrderId[];
  owed: bigint;
  readonly arrivals: Map<string, bigint>;
}

/** Sent refunds that something arrived for, by transaction and address. */
async function pendingArrivals(db: Db): Promise<Pending[]> {
  const rows = await db
    .selectFrom('refunds')
    .innerJoin('refund_arrivals', (join) =>
      join
        .onRef('refund_arrivals.transaction_id', '=', 'refunds.ledger_id')
        .onRef('refund_arrivals.address', '=', 'refunds.to_address'),
    )
    .select(['refunds.id', 'refunds.order_id', 'refunds.amount as owed', 'transaction_id', 'address'])
    .select(['refund_arrivals.ledger_id as arrival', 'refund_arrivals.amount as came'])
    .where('refunds.state', 'in', ['sent', 'seen'])
    .execute();
  const groups = new Map<string, Pending>();
  for (const row of rows) {
    const key = `${row.transaction_id} ${row.address}`;
    const group = groups.get(key) ?? { ids: [], orders: [], owed: 0n, arrivals: new Map<string, bigint>() };
    groups.set(key, group);
    group.arrivals.set(row.arrival, BigInt(row.came));
    if (group.ids.includes(row.id)) continue;
    group.ids.push(row.id);
    group.orders.push(row.order_id);
    group.owed += BigInt(row.owed);
  }
  return [...groups.values()];
}

async function markSeen(db: Db, at: Parameters<MoneyOutRepository['markSeen']>[0]): Promise<OrderId[]> {
  const orders = new Set<OrderId>();
  for (const { ids, orders: theirs, owed, arrivals } of await pendingArrivals(db)) {
    const came = [...arrivals.values()].reduce((sum, amount) => sum + amount, 0n);
    if (came < owed) continue;
    for (const some of slices(ids))
      await db
        .updateTable('refunds')
        .set({ state: 'seen', seen_at: at })
        .where('id', 'in', some)
        .where('state', '=', 'sent')
        .execute();
    for (const order of theirs) orders.add(order);
  }
  return [...orders];
}

type Writing = Pick<MoneyOutRepository, 'recordArrivals' | 'markSent' | 'recordSpent'>;

function writing(db: Db): Writing {
  return {
    async recordArrivals(arrivals) {
      for (const some of slices(arrivals)) {
        const rows = some.map((arrival) => ({
          ledger_id: arrival.ledgerId,
          transaction_id: arrival.transaction,
          address: arrival.address,
          amount: arrival.amount.toString(),
          ledger_at: arrival.ledgerAt,
        }));
        const insert = db.insertInto('refund_arrivals').values(rows);
        await insert.onConflict((conflict) => conflict.doNothing()).execute();
      }
    },
    async markSent(id, { to, transaction, at }) {
      await db
        .updateTable('refunds')
        .set({ state: 'sent', to_address: to, ledger_id: transaction, sent_at: at })
        .where('id', '=', id)
        .where('state', '=', 'due')
        .execute();
    },
    async recordSpent(spent, at) {
      for (const some of slices(spent)) {
        const rows = some.map(({ address, amount, transaction }) => ({
          address: address as AddressHex, // The schema took 64 lower-case hex digits and nothing else.
          transaction_id: transaction,
          amount: ledgerUnits(unitsFromText(amount)).toString(),
          recorded_at: at,
        }));
        const insert = db.insertInto('spent_money').values(rows);
        await insert.onConflict((conflict) => conflict.doNothing()).execute();
      }
    },
  };
}

export function moneyOutRepository(db: Db): MoneyOutRepository {
  const ofOrganiser = (organiser: OrganiserId) =>
    db.selectFrom('orders').select('id').where('organiser_id', '=', organiser);
  return {
    ...writing(db),
    findAwaited: (addresses) => findAwaited(db, addresses),
    listAwaited: async () => addressesOf(await awaitedOfOrders(db).union(awaitedOfRefunds(db)).execute()),
    async lockRefund(id, organiser) {
      const query = db.selectFrom('refunds').selectAll().where('id', '=', id);
      const owned = query.where('order_id', 'in', ofOrganiser(organiser));
      const row = await lockRows(dialectOf(db), owned).executeTakeFirst();
      return row === undefined ? undefined : refundFrom(row);
    },
    markSeen: (at) => markSeen(db, at),
    listHolding: (organiser) => listHolding(db, organiser),
    listDue: (organiser) => listDue(db, organiser),
  };
}
