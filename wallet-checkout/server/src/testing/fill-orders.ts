import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '@tanglegate/core/clock';
import { ledgerUnits, MAX_LEDGER_UNITS } from '@tanglegate/core/money';
import { sql } from 'kysely';
import type { Db } from '../adapters/database/database.ts';
import { openSqlite } from '../adapters/database/open-sqlite.ts';
import { orderRow } from '../adapters/database/order-row.ts';
import { seatRepository } from '../adapters/database/seat-repository.ts';
import { sqlCatalogueStore } from '../adapters/database/sql-catalogue-store.ts';
import { nodeSecrets } from '../adapters/secrets/node-secrets.ts';
import type { EventDefinition } from '../domain/event-definition.ts';
import { openOrder } from '../domain/place-order.ts';
import type { CheckoutSettings } from '../settings.ts';
import { fillPool } from './fill-pool.ts';

type Settings = Pick<CheckoutSettings, 'dataFolder' | 'organiser' | 'orderMs' | 'graceMs'>;

/** SQLite takes 32,766 values in one statement; an order is 22. */
const ORDERS_AT_ONCE = 1_000;
const buyer = { name: 'Ada Lovelace', phone: '+41 79 123 45 67' };
const limits = {
  coin: { symbol: 'IOTA', decimals: 9 },
  leastOutput: ledgerUnits(1n),
  mostPayable: ledgerUnits(MAX_LEDGER_UNITS),
};

/**
 * For benchmarks: a data folder in which so many orders, of one ticket each of the event's first tier, were placed just now and
 * await their money; and `spare` addresses for more. Over HTTP that would take minutes.
 */
export async function fillOrders(
  settings: Settings,
  { event, orders, spare }: { event: EventDefinition; orders: number; spare: number },
): Promise<void> {
  await fillPool(settings, orders + spare);
  const db = await openSqlite(join(settings.dataFolder, 'checkout.sqlite'));
  try {
    // Random addresses touch every page of their index: with SQLite's own two megabytes each would be read again and again.
    await sql`pragma cache_size = -200000`.execute(db);
    await sqlCatalogueStore(db, limits).importEvent(settings.organiser.id, event, systemClock.now());
    for (let placed = 0; placed < orders; placed += ORDERS_AT_ONCE) {
      const quantity = Math.min(ORDERS_AT_ONCE, orders - placed);
      await db.transaction().execute((group) => place(group, { ...settings, event, quantity }));
    }
  } finally {
    await db.destroy();
  }
}

type Place = Settings & { readonly event: EventDefinition; readonly quantity: number };

/** The rows that placing them one by one would have left, written together. */
async function place(db: Db, { organiser, orderMs, graceMs, event, quantity }: Place): Promise<void> {
  const [tier] = event.tiers;
  if (tier === undefined) throw new Error('the event has no tier');
  const pool = db.selectFrom('address_pool').select('address').where('handed_out_at', 'is', null);
  const free = await pool.orderBy('idx').limit(quantity).execute();
  const secrets = nodeSecrets(randomBytes(32));
  const placedAt = systemClock.now();
  const rows = free.map(({ address }) => {
    const order = { id: secrets.newOrderId(), organiser: organiser.id, event: event.id, tier: tier.id };
    const terms = { ...order, quantity: 1, price: tier.price, buyer, placedAt };
    const secretHash = secrets.hash(secrets.newLinkSecret());
    return orderRow(openOrder(terms, address, { orderMs, graceMs }), secretHash);
  });
  await db.insertInto('orders').values(rows).execute();
  const given = free.map(({ address }) => address);
  await db
    .updateTable('address_pool')
    .set({ handed_out_at: placedAt })
    .where('address', 'in', given)
    .execute();
  const seats = { event: event.id, tier: tier.id };
  if (!(await seatRepository(db).hold(seats, quantity))) throw new Error('the event has too few seats');
}
