import type { OrderView, RefusedDepositView } from '@tanglegate/core/http/orders';
import type { Coin } from '@tanglegate/core/money';
import { moneyWords } from '../format/money-words.ts';
import { words } from '../messages/words.ts';

/**
 * What came in and does not count, and why; how to pay instead is told only to who has still to pay: nobody is asked to pay twice.
 * Amounts of another coin say nothing: its decimals are unknown.
 */
export function refusedWords(
  { amount, reason }: RefusedDepositView,
  coin: Coin,
  state: OrderView['state'],
): string {
  const { what, instead } = words.buying.refused[reason];
  const sentence = what(moneyWords(amount, coin));
  return state === 'open' ? `${sentence} ${instead}` : sentence;
}
