import type { LedgerUnits } from '@tanglegate/core/money';

/** Where the money is, added up over any set of orders. `bigint`, for a sum may leave the range of one amount. */
export interface MoneyBalance {
  /** Every deposit that counts, and every refused one of the network's own coin. */
  readonly moneyIn: bigint;
  readonly tickets: bigint;
  readonly openPartPayments: bigint;
  /** Due, sent and seen. */
  readonly refunds: bigint;
  readonly refused: bigint;
  /** Written off. */
  readonly dust: bigint;
}

/** DESIGN §4: money in = tickets + open part-payments + refunds (due, sent, seen) + refused + dust. Zero when it holds. */
export function unaccounted(balance: MoneyBalance): bigint {
  const { moneyIn, tickets, openPartPayments, refunds, refused, dust } = balance;
  return moneyIn - (tickets + openPartPayments + refunds + refused + dust);
}

export const sum = (amounts: Iterable<LedgerUnits>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};
