import type { Kysely, Migration } from 'kysely';

async function createOrders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('orders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organiser_id', 'text', (c) => c.notNull().references('organisers.id'))
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id'))
    .addColumn('tier_id', 'text', (c) => c.notNull())
    .addColumn('quantity', 'integer', (c) => c.notNull())
    .addColumn('price', 'text', (c) => c.notNull())
    .addColumn('buyer_name', 'text', (c) => c.notNull())
    .addColumn('buyer_phone', 'text', (c) => c.notNull())
    .addColumn('buyer_email', 'text')
    .addColumn('secret_hash', 'text', (c) => c.notNull())
    .addColumn('placed_at', 'bigint', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.unique())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('money', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('held_until', 'bigint')
    .addColumn('paid_at', 'bigint')
    .addColumn('expired_at', 'bigint')
    .addColumn('cancelled_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addForeignKeyConstraint('orders_tier', ['event_id', 'tier_id'], 'tiers', ['event_id', 'id'])
    .execute();
  await db.schema.createIndex('orders_by_hold').on('orders').columns(['state', 'held_until']).execute();
  await db.schema.createIndex('orders_by_event').on('orders').columns(['event_id', 'placed_at']).execute();
}

async function createAddressPool(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('address_pool')
    .addColumn('organiser_id', 'text', (c) => c.notNull().references('organisers.id'))
    .addColumn('idx', 'integer', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull().unique())
    .addColumn('handed_out_at', 'bigint')
    .addPrimaryKeyConstraint('address_pool_pk', ['organiser_id', 'idx'])
    .execute();
  await db.schema
    .createIndex('address_pool_unused')
    .on('address_pool')
    .columns(['organiser_id', 'handed_out_at', 'idx'])
    .execute();
}

async function createMoney(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deposits')
    .addColumn('ledger_id', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('amount', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('ledger_at', 'bigint', (c) => c.notNull())
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .addColumn('applied_at', 'bigint')
    .addPrimaryKeyConstraint('deposits_pk', ['ledger_id', 'address'])
    .execute();
  await db.schema
    .createIndex('deposits_by_order')
    .on('deposits')
    .columns(['order_id', 'applied_at'])
    .execute();
  await db.schema.createIndex('deposits_to_apply').on('deposits').column('applied_at').execute();
  await db.schema
    .createTable('refused_deposits')
    .addColumn('ledger_id', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('asset', 'text', (c) => c.notNull())
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('amount', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('ledger_at', 'bigint', (c) => c.notNull())
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('refused_deposits_pk', ['ledger_id', 'address', 'asset', 'reason'])
    .execute();
}

async function createRefunds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('refunds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('amount', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('to_address', 'text')
    .addColumn('ledger_id', 'text')
    .addColumn('sent_at', 'bigint')
    .addColumn('seen_at', 'bigint')
    .addColumn('written_off_at', 'bigint')
    .execute();
  await db.schema.createIndex('refunds_by_order').on('refunds').column('order_id').execute();
  await db.schema.createIndex('refunds_by_state').on('refunds').column('state').execute();
}

async function createTickets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tickets')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id'))
    .addColumn('tier_id', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('of', 'integer', (c) => c.notNull())
    .addColumn('pass', 'text', (c) => c.notNull())
    .addColumn('issued_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .addUniqueConstraint('tickets_of_order', ['order_id', 'number'])
    .execute();
}

export const orders: Migration = {
  async up(db: Kysely<unknown>) {
    await createOrders(db);
    await createAddressPool(db);
    await createMoney(db);
    await createRefunds(db);
    await createTickets(db);
  },
};
