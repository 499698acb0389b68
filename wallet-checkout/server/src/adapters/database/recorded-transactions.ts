import type { Db } from './database.ts';

/** Four tables are asked with each of them: well below the number of parameters that a statement may have, on any dialect. */
const TRANSACTIONS_AT_ONCE = 200;

/** Of these transactions, those that brought or moved money in these books. */
export async function findRecorded(db: Db, transactions: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let i = 0; i < transactions.length; i += TRANSACTIONS_AT_ONCE) {
    const some = transactions.slice(i, i + TRANSACTIONS_AT_ONCE);
    const rows = await db
      .selectFrom('refunds')
      .select('ledger_id as id')
      .where('ledger_id', 'in', some)
      .union(db.selectFrom('deposits').select('transaction_id as id').where('transaction_id', 'in', some))
      .union(
        db.selectFrom('refused_deposits').select('transaction_id as id').where('transaction_id', 'in', some),
      )
      .union(db.selectFrom('spent_money').select('transaction_id as id').where('transaction_id', 'in', some))
      .execute();
    for (const { id } of rows) if (id !== null) found.add(id);
  }
  return found;
}
