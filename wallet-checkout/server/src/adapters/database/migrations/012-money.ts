import { sql, type Kysely, type Migration } from 'kysely';

/** SQLite can neither add a column that refers to its own row's values nor loosen one: the table is written anew. */
async function rewriteRefusedDeposits(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('refused_deposits').renameTo('refused_deposits_before').execute();
  await db.schema
    .createTable('refused_deposits')
    .addColumn('ledger_id', 'text', (c) => c.notNull())
    .addColumn('transaction_id', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('asset', 'text', (c) => c.notNull())
    .addColumn('order_id', 'text', (c) => c.references('orders.id'))
    .addColumn('amount', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('ledger_at', 'bigint', (c) => c.notNull())
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .addColumn('noted_at', 'bigint')
    .addPrimaryKeyConstraint('refused_deposits_once', ['ledger_id', 'address', 'asset', 'reason'])
    .execute();
  await sql`
    insert into refused_deposits
      (ledger_id, transaction_id, address, asset, order_id, amount, reason, position, ledger_at, recorded_at)
    select ledger_id, ledger_id, address, asset, order_id, amount, reason, position, ledger_at, recorded_at
    from refused_deposits_before`.execute(db);
  await db.schema.dropTable('refused_deposits_before').execute();
  await db.schema.createIndex('refused_by_order').on('refused_deposits').column('order_id').execute();
}

/** What buyers and organisers are shown of money: the transaction it came with, where it goes back to, who has looked at it. */
export const money: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('deposits')
      .addColumn('transaction_id', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await sql`update deposits set transaction_id = ledger_id`.execute(db);
    await db.schema.alterTable('orders').addColumn('refund_address', 'text').execute();
    await rewriteRefusedDeposits(db);
    await db.schema.createIndex('refunds_by_transaction').on('refunds').column('ledger_id').execute();
  },
};
