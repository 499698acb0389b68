import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Network } from '@tanglegate/core/http/network';
import { words } from '../messages/words.ts';
import { tickIcon } from '../shared/icons.ts';
import { refundList, type TakeOrder } from './order-end.ts';
import { eventLine } from './order-pay.ts';
import { orderProof } from './order-proof.ts';
import { refusedList } from './refused-list.ts';

const texts = words.buying.order;

/** A tick, then the tickets, by themselves. */
export function orderPaid(
  order: Extract<OrderView, { state: 'paid' }>,
  network: Network,
  take: TakeOrder,
): TemplateResult {
  return html`<section class="paid">
    <div class="paid-tick" aria-hidden="true">${tickIcon}</div>
    <h1 tabindex="-1">${order.price === '0' ? texts.paidFree : texts.paid}</h1>
    <p class="lead">${texts.paidNext(order.quantity)}</p>
    <p class="soft">${eventLine(order)}</p>
    <tg-order-tickets .order=${order}></tg-order-tickets>
    ${refundList(order, network, take)} ${refusedList(order, network.coin)} ${orderProof(order, network)}
    <p class="soft reference">${texts.reference(order.id)}</p>
  </section>`;
}
