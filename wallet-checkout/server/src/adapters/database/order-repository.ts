import type { OrderId } from '@tanglegate/core/ids';
import type { AddressHex } from '../../domain/address.ts';
import type { OrderRepository } from '../../ports/store.ts';
import type { Db } from './database.ts';
import { dialectOf, lockRows } from './dialect.ts';
import { orderColumns, orderFrom, orderRow, stateColumns, type OrderRow } from './order-row.ts';
import { readyStatement, type ValueOf } from './ready-statement.ts';

/** Well below the number of parameters that a statement may have, on any dialect. */
const ADDRESSES_AT_ONCE = 500;

const insertOrder = readyStatement((db, value: ValueOf<OrderRow>) =>
  db.insertInto('orders').values(orderColumns(value)),
);

async function findByAddresses(
  db: Db,
  addresses: readonly AddressHex[],
): Promise<ReadonlyMap<AddressHex, OrderId>> {
  const found = new Map<AddressHex, OrderId>();
  for (let i = 0; i < addresses.length; i += ADDRESSES_AT_ONCE) {
    const some = addresses.slice(i, i + ADDRESSES_AT_ONCE);
    const rows = await db
      .selectFrom('orders')
      .select(['id', 'address'])
      .where('address', 'in', some)
      .execute();
    for (const { id, address } of rows) if (address !== null) found.set(address, id);
  }
  return found;
}

export function orderRepository(db: Db): OrderRepository {
  const byId = db.selectFrom('orders').selectAll();
  return {
    async insert(order, secretHash) {
      await insertOrder(db, orderRow(order, secretHash));
    },
    async find(id) {
      const row = await byId.where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : orderFrom(row);
    },
    async lock(id) {
      const row = await lockRows(dialectOf(db), byId.where('id', '=', id)).executeTakeFirst();
      return row === undefined ? undefined : orderFrom(row);
    },
    async update(order) {
      await db.updateTable('orders').set(stateColumns(order)).where('id', '=', order.id).execute();
    },
    async secretHash(id) {
      const row = await db.selectFrom('orders').select('secret_hash').where('id', '=', id).executeTakeFirst();
      return row?.secret_hash;
    },
    async refundAddress(id) {
      const orders = db.selectFrom('orders').select('refund_address').where('id', '=', id);
      return (await orders.executeTakeFirst())?.refund_address ?? undefined;
    },
    async setRefundAddress(id, address) {
      await db.updateTable('orders').set({ refund_address: address }).where('id', '=', id).execute();
    },
    findByAddresses: (addresses) => findByAddresses(db, addresses),
    async listOverdue(at, limit) {
      const rows = await db
        .selectFrom('orders')
        .select('id')
        .where('state', '=', 'open')
        .where('held_until', '<=', at)
        .orderBy('held_until')
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    },
  };
}
