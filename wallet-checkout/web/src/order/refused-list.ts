import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Coin } from '@tanglegate/core/money';
import { words } from '../messages/words.ts';
import { refusedWords } from './refused-words.ts';

/** Nothing that reached the order's address goes unexplained. */
export function refusedList({ refused, state }: OrderView, coin: Coin): TemplateResult | typeof nothing {
  if (refused.length === 0) return nothing;
  return html`<section class="refused">
    <h2>${words.buying.order.doesNotCount}</h2>
    <ul>
      ${refused.map((one) => html`<li>${refusedWords(one, coin, state)}</li>`)}
    </ul>
  </section>`;
}
