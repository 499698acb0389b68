import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Network } from '@tanglegate/core/http/network';
import type { OrderView } from '@tanglegate/core/http/orders';
import { moneyWords } from '../format/money-words.ts';
import { dateTimeWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { explorerLink } from './explorer-link.ts';

const texts = words.buying.proof;

/** What the buyer can show anybody: where was paid, how much, by which transactions. Nothing until something arrived. */
export function orderProof(order: OrderView, network: Network): TemplateResult | typeof nothing {
  const { address, deposits } = order;
  if (address === undefined || deposits.length === 0) return nothing;
  return html`<details class="proof">
    <summary>${texts.title}</summary>
    <dl>
      <dt>${texts.network}</dt>
      <dd>${network.name}</dd>
      <dt>${texts.address}</dt>
      <dd class="address">
        <tg-copy
          .text=${address}
          .label=${address}
          .what=${words.buying.order.copyAddress(address)}
        ></tg-copy>
      </dd>
      ${deposits.map(
        ({ amount, transaction, at }) =>
          html`<dt>${moneyWords(amount, network.coin)}, ${dateTimeWords(at, order.event.timeZone)}</dt>
            <dd class="address">
              <tg-copy
                .text=${transaction}
                .label=${transaction}
                .what=${texts.copyTransaction(transaction)}
              ></tg-copy>
              ${explorer(transaction, network)}
            </dd>`,
      )}
    </dl>
  </details>`;
}

export function explorer(transaction: string, { explorerUrl }: Network): TemplateResult | typeof nothing {
  if (explorerUrl === undefined) return nothing;
  return html`<a href=${explorerLink(explorerUrl, transaction)} target="_blank" rel="noopener noreferrer"
    >${texts.look}</a
  >`;
}
