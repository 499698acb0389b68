import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Network } from '@tanglegate/core/http/network';
import { words } from '../messages/words.ts';
import { eventLine } from './order-pay.ts';
import { explorer, orderProof } from './order-proof.ts';
import { refusedList } from './refused-list.ts';
import { refundWords } from './refund-words.ts';

const texts = words.buying.order;
type Ended = Extract<OrderView, { state: 'expired' | 'cancelled' | 'revoked' }>;

/** How it ended, and what happens to any money. */
export function orderEnd(order: Ended, network: Network, take: TakeOrder): TemplateResult {
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
    ${refundList(order, network, take)} ${refusedList(order, network.coin)} ${orderProof(order, network)}
    ${
      order.state === 'revoked'
        ? nothing
        : html`<p>${texts.dontPay}</p>
            <p><a class="button" href="/events/${order.event.id}">${texts.again}</a></p>`
    }
    <p class="soft reference">${texts.reference(order.id)}</p>
  </section>`;
}

export type TakeOrder = (event: CustomEvent<OrderView>) => void;

/** What goes back, how far it has got, and, while some of it waits to be sent, where to. */
export function refundList(
  order: OrderView,
  network: Network,
  take: TakeOrder,
): TemplateResult | typeof nothing {
  const { refunds } = order;
  if (refunds.length === 0) return nothing;
  const asks = refunds.some(({ state }) => state === 'due');
  return html`<section class="money-back">
    <h2>${texts.moneyBack}</h2>
    <ul class="refunds">
      ${refundWords(refunds, network.coin).map(
        (sentence, index) => html`<li>${sentence} ${sentBy(refunds[index], network)}</li>`,
      )}
    </ul>
    ${
      asks
        ? html`<tg-refund-address
            .order=${order.id}
            .saved=${order.refundAddress}
            @tg-order=${take}
          ></tg-refund-address>`
        : nothing
    }
  </section>`;
}

function sentBy(refund: OrderView['refunds'][number] | undefined, network: Network) {
  const transaction = refund?.transaction;
  if (transaction === undefined) return nothing;
  return html`<span class="soft address">${words.buying.refund.sentBy} ${transaction}</span> ${explorer(
      transaction,
      network,
    )}`;
}
