import type { MoneyExport } from '@tanglegate/core/http/money-export';
import type { OrderId, OrganiserId } from '@tanglegate/core/ids';
import type { AddressHex } from '../../domain/address.ts';
import type { HeldMoney } from '../../ports/money-out.ts';
import type { Db } from './database.ts';

interface Holding {
  readonly index: number;
  readonly address: AddressHex;
  expected: bigint;
  readonly arrivals: string[];
  order?: OrderId;
}

type Came = readonly {
  arrival: string;
  address: AddressHex;
  amount: string;
  order: OrderId | null;
  index: number;
}[];

/** What counted, and what reached an address of the pool that no order of this database had: the organiser can spend both. */
async function listCame(db: Db, organiser: OrganiserId): Promise<Came> {
  const deposits = await db
    .selectFrom('deposits')
    .innerJoin('address_pool', 'address_pool.address', 'deposits.address')
    .select([
      'deposits.ledger_id as arrival',
      'deposits.address',
      'deposits.amount',
      'deposits.order_id as order',
      'address_pool.idx as index',
    ])
    .where('address_pool.organiser_id', '=', organiser)
    .execute();
  const strays = await db
    .selectFrom('refused_deposits')
    .innerJoin('address_pool', 'address_pool.address', 'refused_deposits.address')
    .select(['refused_deposits.address', 'refused_deposits.amount', 'refused_deposits.order_id as order'])
    .select(['refused_deposits.ledger_id as arrival', 'address_pool.idx as index'])
    .where('address_pool.organiser_id', '=', organiser)
    .where('refused_deposits.reason', '=', 'no-order')
    .execute();
  return [...deposits, ...strays];
}

export async function listHolding(db: Db, organiser: OrganiserId): Promise<HeldMoney[]> {
  const holdings = new Map<AddressHex, Holding>();
  for (const { arrival, address, amount, order, index } of await listCame(db, organiser)) {
    const known = holdings.get(address) ?? { index, address, expected: 0n, arrivals: [] };
    known.arrivals.push(arrival);
    known.expected += BigInt(amount);
    if (order !== null) known.order = order;
    holdings.set(address, known);
  }
  for (const { address, amount } of await db
    .selectFrom('spent_money')
    .select(['address', 'amount'])
    .execute()) {
    const known = holdings.get(address);
    if (known !== undefined) known.expected -= BigInt(amount);
  }
  return [...holdings.values()]
    .filter(({ expected }) => expected > 0n)
    .sort((a, b) => a.index - b.index)
    .map(({ expected, ...rest }) => ({ ...rest, expected: expected.toString() }));
}

export async function listDue(db: Db, organiser: OrganiserId): Promise<MoneyExport['refunds']> {
  const rows = await db
    .selectFrom('refunds')
    .innerJoin('orders', 'orders.id', 'refunds.order_id')
    .select(['refunds.id', 'refunds.order_id as order', 'refunds.amount', 'refunds.reason'])
    .select(['refunds.created_at as createdAt', 'orders.refund_address as to'])
    .where('orders.organiser_id', '=', organiser)
    .where('refunds.state', '=', 'due')
    .orderBy('refunds.created_at')
    .orderBy('refunds.id')
    .execute();
  return rows.map(({ to, ...rest }) => ({ ...rest, ...(to === null ? {} : { to }) }));
}
