import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Coin } from '@tanglegate/core/money';
import { words } from '../messages/words.ts';
import { eventLine } from './order-pay.ts';
import { refundWords } from './refund-words.ts';

const texts = words.buying.order;
type Ended = Extract<OrderView, { state: 'expired' | 'cancelled' | 'revoked' }>;

/** How it ended, and what happens to any money. */
export function orderEnd(order: Ended, coin: Coin): TemplateResult {
  const nothingCame = {
    expired: texts.expiredNothing,
    cancelled: texts.cancelledNothing,
    revoked: texts.revokedNext,
  };
  const came = order.refunds.length > 0;
  return html`<section class="ending">
    <h1 tabindex="-1">${texts[order.state]}</h1>
    <p class="soft">${eventLine(order)}</p>
    ${came && order.state !== 'revoked' ? nothing : html`<p class="lead">${nothingCame[order.state]}</p>`}
    ${refundList(order, coin)}
    ${
      order.state === 'revoked'
        ? nothing
        : html`<p>${texts.dontPay}</p>
            <p><a class="button" href="/events/${order.event.id}">${texts.again}</a></p>`
    }
    <p class="soft reference">${texts.reference(order.id)}</p>
  </section>`;
}

export function refundList(order: OrderView, coin: Coin): TemplateResult | typeof nothing {
  const sentences = refundWords(order.refunds, coin);
  if (sentences.length === 0) return nothing;
  return html`<h2>${texts.moneyBack}</h2>
    <ul class="refunds">
      ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`;
}
