import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Coin } from '@tanglegate/core/money';
import { words } from '../messages/words.ts';
import { tickIcon } from '../shared/icons.ts';
import { refundList } from './order-end.ts';
import { eventLine } from './order-pay.ts';

const texts = words.buying.order;

/** A tick, then the tickets, by themselves. */
export function orderPaid(order: Extract<OrderView, { state: 'paid' }>, coin: Coin): TemplateResult {
  return html`<section class="paid">
    <div class="paid-tick" aria-hidden="true">${tickIcon}</div>
    <h1 tabindex="-1">${order.price === '0' ? texts.paidFree : texts.paid}</h1>
    <p class="lead">${texts.paidNext(order.quantity)}</p>
    <p class="soft">${eventLine(order)}</p>
    <tg-order-tickets .order=${order}></tg-order-tickets>
    ${refundList(order, coin)}
    <p class="soft reference">${texts.reference(order.id)}</p>
  </section>`;
}
