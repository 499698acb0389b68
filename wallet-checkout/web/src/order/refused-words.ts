import type { RefusedDepositView } from '@tanglegate/core/http/orders';
import type { Coin } from '@tanglegate/core/money';
import { moneyWords } from '../format/money-words.ts';
import { words } from '../messages/words.ts';

/** What came in and does not count, why, and what to do. Amounts of another coin say nothing: its decimals are unknown. */
export function refusedWords({ amount, reason }: RefusedDepositView, coin: Coin): string {
  return words.buying.refused[reason](moneyWords(amount, coin));
}
