import type { Kysely, Migration } from 'kysely';

/** What was sent off the server: money that left deposit addresses, and refunds where they arrived. */
export const moneyOut: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('refund_arrivals')
      .addColumn('ledger_id', 'text', (c) => c.notNull())
      .addColumn('transaction_id', 'text', (c) => c.notNull())
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('amount', 'text', (c) => c.notNull())
      .addColumn('ledger_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('refund_arrivals_once', ['ledger_id', 'address'])
      .execute();
    await db.schema
      .createIndex('refund_arrivals_by_transaction')
      .on('refund_arrivals')
      .columns(['transaction_id', 'address'])
      .execute();
    await db.schema
      .createTable('spent_money')
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('transaction_id', 'text', (c) => c.notNull())
      .addColumn('amount', 'text', (c) => c.notNull())
      .addColumn('recorded_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('spent_money_once', ['address', 'transaction_id'])
      .execute();
    await db.schema.createIndex('orders_by_refund_address').on('orders').column('refund_address').execute();
    await db.schema.createIndex('refunds_by_address').on('refunds').column('to_address').execute();
  },
};
