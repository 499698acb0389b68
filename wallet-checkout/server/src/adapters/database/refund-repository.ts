import type { Selectable } from 'kysely';
import { unitsFromText } from '@tanglegate/core/money';
import type { Refund } from '../../domain/refund.ts';
import type { RefundRepository } from '../../ports/store.ts';
import type { Db } from './database.ts';
import type { RefundsTable } from './schema.ts';

export type RefundRow = Selectable<RefundsTable>;

/** A column that its state's rows always fill: empty, the database was changed by another hand. */
function filled<T>(value: T | null, column: string, row: RefundRow): T {
  if (value === null) throw new Error(`refund ${row.id} is ${row.state} and has no ${column}`);
  return value;
}

export function refundFrom(row: RefundRow): Refund {
  const common = {
    id: row.id,
    order: row.order_id,
    amount: unitsFromText(row.amount),
    reason: row.reason,
    createdAt: row.created_at,
  };
  if (row.state === 'due') return { ...common, state: 'due' };
  if (row.state === 'written-off')
    return {
      ...common,
      state: 'written-off',
      writtenOffAt: filled(row.written_off_at, 'written_off_at', row),
    };
  const sending = {
    to: filled(row.to_address, 'to_address', row),
    ledgerId: filled(row.ledger_id, 'ledger_id', row),
    sentAt: filled(row.sent_at, 'sent_at', row),
  };
  if (row.state === 'sent') return { ...common, state: 'sent', ...sending };
  return { ...common, state: 'seen', ...sending, seenAt: filled(row.seen_at, 'seen_at', row) };
}

export function refundRepository(db: Db): RefundRepository {
  return {
    async insert(order, id, refund, at) {
      await db
        .insertInto('refunds')
        .values({
          id,
          order_id: order,
          amount: refund.amount.toString(),
          reason: refund.reason,
          state: refund.state,
          created_at: at,
          written_off_at: refund.state === 'written-off' ? at : null,
          to_address: null,
          ledger_id: null,
          sent_at: null,
          seen_at: null,
        })
        .execute();
    },
    async listOf(order) {
      const rows = await db
        .selectFrom('refunds')
        .selectAll()
        .where('order_id', '=', order)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => refundFrom(row));
    },
  };
}
