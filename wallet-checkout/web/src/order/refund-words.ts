import type { OrderView } from '@tanglegate/core/http/orders';
import type { Coin } from '@tanglegate/core/money';
import { moneyWords } from '../format/money-words.ts';
import { words } from '../messages/words.ts';

/** One sentence per refund: how much, why, and how far it has got. */
export function refundWords(refunds: OrderView['refunds'], coin: Coin): string[] {
  return refunds.map((refund) =>
    words.buying.refund.states[refund.state](
      moneyWords(refund.amount, coin),
      words.buying.refund.reasons[refund.reason],
    ),
  );
}
