import type { Payment, Source, Spender } from './spender.ts';

export interface Owed extends Payment {
  readonly id: string;
}

export interface PlannedTransaction {
  readonly source: Source;
  readonly refunds: readonly Owed[];
}

/** A transaction with so many payments stays far below every limit of the ledger. */
const REFUNDS_AT_ONCE = 100;

/**
 * As few transactions as come easily: the fullest source pays as many of the oldest refunds as it can, then the next one. No refund is
 * paid from two sources.
 * @returns also the refunds that no source can pay by itself
 */
export function planRefunds(
  owed: readonly Owed[],
  sources: readonly Source[],
  leftAfter: Spender['leftAfter'],
): { transactions: PlannedTransaction[]; unpaid: Owed[] } {
  const transactions: PlannedTransaction[] = [];
  let unpaid = [...owed];
  const fullestFirst = [...sources].sort((a, b) =>
    a.balance < b.balance ? 1 : a.balance > b.balance ? -1 : 0,
  );
  for (const source of fullestFirst) {
    let { balance } = source;
    for (;;) {
      const refunds: Owed[] = [];
      let left = balance;
      for (const refund of unpaid) {
        if (refunds.length >= REFUNDS_AT_ONCE) break;
        const then = leftAfter({ place: source.place, balance }, [...refunds, refund]);
        if (then === undefined) continue;
        refunds.push(refund);
        left = then;
      }
      if (refunds.length === 0) break;
      transactions.push({ source, refunds });
      balance = left;
      unpaid = unpaid.filter((refund) => !refunds.includes(refund));
    }
  }
  return { transactions, unpaid };
}
