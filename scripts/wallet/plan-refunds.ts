import type { Payment } from './spender.ts';
import type { WalletPlace } from './wallet-keys.ts';

export interface Owed extends Payment {
  readonly id: string;
}

export interface Source {
  readonly place: WalletPlace;
  /** 64 hex digits. */
  readonly address: string;
  readonly balance: bigint;
}

export interface PlannedTransaction {
  readonly source: Source;
  readonly refunds: readonly Owed[];
}

/** A transaction with so many payments stays far below every limit of the ledger. */
const REFUNDS_AT_ONCE = 100;

/**
 * As few transactions as come easily: the fullest source pays as many of the oldest refunds as it can, then the next one. No refund is
 * paid from two sources, and each source pays its own fee.
 * @returns also the refunds that no source can pay by itself
 */
export function planRefunds(
  owed: readonly Owed[],
  sources: readonly Source[],
  feeReserve: (payments: number) => bigint,
): { transactions: PlannedTransaction[]; unpaid: Owed[] } {
  const transactions: PlannedTransaction[] = [];
  let unpaid = [...owed];
  const fullestFirst = [...sources].sort((a, b) =>
    a.balance < b.balance ? 1 : a.balance > b.balance ? -1 : 0,
  );
  for (const source of fullestFirst) {
    let left = source.balance;
    for (;;) {
      const refunds: Owed[] = [];
      let sum = 0n;
      for (const refund of unpaid) {
        if (refunds.length >= REFUNDS_AT_ONCE) break;
        if (sum + refund.amount + feeReserve(refunds.length + 1) > left) continue;
        refunds.push(refund);
        sum += refund.amount;
      }
      if (refunds.length === 0) break;
      transactions.push({ source, refunds });
      left -= sum + feeReserve(refunds.length);
      unpaid = unpaid.filter((refund) => !refunds.includes(refund));
    }
  }
  return { transactions, unpaid };
}
