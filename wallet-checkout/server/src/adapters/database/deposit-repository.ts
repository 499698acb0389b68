import type { OrderId } from '@tanglegate/core/ids';
import { unitsFromText } from '@tanglegate/core/money';
import { sql, type Selectable } from 'kysely';
import type { MoneyBalance } from '../../domain/money-balance.ts';
import type { Deposit, RefusedDeposit } from '../../ports/ledger.ts';
import type { DepositRepository } from '../../ports/store.ts';
import type { Db } from './database.ts';
import { findRecorded } from './recorded-transactions.ts';
import type { DepositsTable, RefusedDepositsTable } from './schema.ts';

/** Amounts are summed here, exactly: the database only counts how often each one occurs (`schema.ts`). */
interface AmountCount {
  amount: string;
  times: number;
}
const total = (rows: readonly AmountCount[]): bigint =>
  rows.reduce((sum, row) => sum + BigInt(row.amount) * BigInt(row.times), 0n);

/** Zeros are left out in so many words: only so is the index of those with money enough (`020-money-sums.ts`). */
async function sumOrders(db: Db, state: 'open' | 'paid'): Promise<bigint> {
  const rows = await db
    .selectFrom('orders')
    .select((eb) => ['money as amount', eb.fn.countAll<number>().as('times')])
    .where('state', '=', state)
    .where('money', '!=', sql.lit('0'))
    .groupBy('money')
    .execute();
  return total(rows);
}

async function sumRefunds(db: Db, writtenOff: boolean): Promise<bigint> {
  const rows = await db
    .selectFrom('refunds')
    .select((eb) => ['amount', eb.fn.countAll<number>().as('times')])
    .where('state', writtenOff ? '=' : '!=', 'written-off')
    .groupBy('amount')
    .execute();
  return total(rows);
}

/** Refused deposits of another coin are no money of this network: they are kept, and stay out of the sum. */
async function sumDeposits(db: Db, table: 'deposits' | 'refused_deposits'): Promise<bigint> {
  if (table === 'deposits') {
    const rows = await db
      .selectFrom('deposits')
      .select((eb) => ['amount', eb.fn.countAll<number>().as('times')])
      .where('applied_at', 'is not', null)
      .groupBy('amount')
      .execute();
    return total(rows);
  }
  const rows = await db
    .selectFrom('refused_deposits')
    .select((eb) => ['amount', eb.fn.countAll<number>().as('times')])
    .where('reason', '!=', 'other-coin')
    .groupBy('amount')
    .execute();
  return total(rows);
}

async function balance(db: Db): Promise<MoneyBalance> {
  const refused = await sumDeposits(db, 'refused_deposits');
  return {
    moneyIn: (await sumDeposits(db, 'deposits')) + refused,
    tickets: await sumOrders(db, 'paid'),
    openPartPayments: await sumOrders(db, 'open'),
    refunds: await sumRefunds(db, false),
    refused,
    dust: await sumRefunds(db, true),
  };
}

type Writing = Pick<DepositRepository, 'record' | 'recordRefused' | 'markApplied'>;

function writing(db: Db): Writing {
  return {
    async record(deposits, at) {
      if (deposits.length === 0) return 0;
      const rows = deposits.map((deposit) => ({
        ledger_id: deposit.ledgerId,
        transaction_id: deposit.transaction,
        address: deposit.address,
        order_id: deposit.order,
        amount: deposit.amount.toString(),
        position: deposit.position,
        ledger_at: deposit.ledgerAt,
        recorded_at: at,
        applied_at: null,
      }));
      const insert = db.insertInto('deposits').values(rows);
      const result = await insert.onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0n);
    },
    async recordRefused(refused, at) {
      if (refused.length === 0) return;
      const rows = refused.map((deposit) => ({
        ledger_id: deposit.ledgerId,
        transaction_id: deposit.transaction,
        address: deposit.address,
        asset: deposit.asset,
        order_id: deposit.order ?? null,
        amount: deposit.amount.toString(),
        reason: deposit.reason,
        position: deposit.position,
        ledger_at: deposit.ledgerAt,
        recorded_at: at,
        noted_at: null,
      }));
      const insert = db.insertInto('refused_deposits').values(rows);
      await insert.onConflict((conflict) => conflict.doNothing()).execute();
    },
    async markApplied(order, at) {
      await db
        .updateTable('deposits')
        .set({ applied_at: at })
        .where('order_id', '=', order)
        .where('applied_at', 'is', null)
        .execute();
    },
  };
}

const depositFrom = (row: Selectable<DepositsTable>): Deposit => ({
  kind: 'deposit',
  ledgerId: row.ledger_id,
  transaction: row.transaction_id,
  address: row.address,
  amount: unitsFromText(row.amount),
  position: row.position,
  ledgerAt: row.ledger_at,
});

export const refusedFrom = (row: Selectable<RefusedDepositsTable>): RefusedDeposit => ({
  kind: 'refused',
  ledgerId: row.ledger_id,
  transaction: row.transaction_id,
  address: row.address,
  amount: unitsFromText(row.amount),
  position: row.position,
  ledgerAt: row.ledger_at,
  reason: row.reason,
  asset: row.asset,
});

function reading(db: Db): Pick<DepositRepository, 'listUnapplied' | 'listOf' | 'listRefusedOf'> {
  const ofOrder = (order: OrderId) =>
    db
      .selectFrom('deposits')
      .selectAll()
      .where('order_id', '=', order)
      .orderBy('position')
      .orderBy('ledger_id');
  return {
    async listUnapplied(order) {
      return (await ofOrder(order).where('applied_at', 'is', null).execute()).map(depositFrom);
    },
    async listOf(order) {
      return (await ofOrder(order).execute()).map(depositFrom);
    },
    async listRefusedOf(order) {
      const rows = db.selectFrom('refused_deposits').selectAll().where('order_id', '=', order);
      return (await rows.orderBy('position').orderBy('ledger_id').execute()).map(refusedFrom);
    },
  };
}

export function depositRepository(db: Db): DepositRepository {
  return {
    ...writing(db),
    ...reading(db),
    async listOrdersToAdvance(limit) {
      const rows = await db
        .selectFrom('deposits')
        .select('order_id')
        .distinct()
        .where('applied_at', 'is', null)
        .limit(limit)
        .execute();
      return rows.map((row) => row.order_id);
    },
    findRecorded: (transactions) => findRecorded(db, transactions),
    balance: () => balance(db),
  };
}
