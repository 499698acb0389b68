import type { MoneyView } from '@tanglegate/core/http/money';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { moneyWords } from '../format/money-words.ts';
import { shortDateWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';

const texts = words.money;
type Refund = MoneyView['refunds'][number];
type Refused = MoneyView['refused'][number];

/** Money is the organiser's business, not a venue's: its times are those of whoever looks. The zone is named beside them. */
export const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What is owed to whom, how far it has got, and what the next step is. */
export function refundsSection(
  { refunds, coin }: MoneyView,
  writeOff: (refund: string) => Promise<void>,
): TemplateResult {
  const due = refunds.filter(({ state }) => state === 'due');
  const ready = due.filter(({ to }) => to !== undefined).length;
  return html`<section aria-labelledby="refunds">
    <h2 id="refunds">${texts.refunds}</h2>
    ${
      refunds.length === 0
        ? html`<p class="soft">${texts.noRefunds}</p>`
        : html`<p role="status">${texts.refundsHow(ready, due.length - ready)}</p>
            <ul class="entries">
              ${refunds.map((refund) => refundEntry(refund, coin, writeOff))}
            </ul>`
    }
  </section>`;
}

function refundEntry(
  { id, order, amount, reason, state, createdAt, to, transaction }: Refund,
  coin: MoneyView['coin'],
  writeOff: (refund: string) => Promise<void>,
): TemplateResult {
  return html`<li data-state=${state}>
    <p><strong>${moneyWords(amount, coin)}</strong>, ${texts.reasons[reason]}: ${texts.states[state]}</p>
    <p class="soft address">${texts.order(order)}, ${shortDateWords(createdAt, hereZone())}</p>
    ${to === undefined ? nothing : html`<p class="soft address">${texts.to(to)}</p>`}
    ${to === undefined && state === 'due' ? html`<p class="soft">${texts.noAddress}</p>` : nothing}
    ${transaction === undefined ? nothing : html`<p class="soft address">${texts.transaction(transaction)}</p>`}
    ${
      state === 'due'
        ? html`<tg-ask-first .texts=${texts.writeOff} .act=${() => writeOff(id)}></tg-ask-first>`
        : nothing
    }
  </li>`;
}

/** What reached our addresses and does not count, with why. */
export function refusedSection({ refused, coin }: MoneyView, noteAll: () => void): TemplateResult {
  const isNews = refused.some(({ noted }) => !noted);
  return html`<section aria-labelledby="refused">
    <h2 id="refused">${texts.refused}</h2>
    ${
      refused.length === 0
        ? html`<p class="soft">${texts.noRefused}</p>`
        : html`<ul class="entries">
            ${refused.map((one) => refusedEntry(one, coin))}
          </ul>`
    }
    ${
      isNews
        ? html`<button type="button" class="button quiet" @click=${noteAll}>${texts.noted}</button>`
        : nothing
    }
  </section>`;
}

/** What is not the network's own coin has decimals that nobody here knows: its amount is told in its own units. */
function refusedAmount({ amount, asset, reason }: Refused, coin: MoneyView['coin']): string {
  return reason === 'other-coin' ? texts.refusedUnits(amount, asset) : moneyWords(amount, coin);
}

function refusedEntry(refused: Refused, coin: MoneyView['coin']): TemplateResult {
  const { reason, at, order, address, transaction, noted } = refused;
  return html`<li>
    <p class="address">
      <strong>${refusedAmount(refused, coin)}</strong>: ${texts.refusedWhy[reason]}
      ${noted ? nothing : html`<span class="badge">${texts.isNew}</span>`}
    </p>
    <p class="soft address">
      ${order === undefined ? texts.refusedTo(address) : texts.order(order)},
      ${shortDateWords(at, hereZone())}
    </p>
    <p class="soft address">${texts.transaction(transaction)}</p>
  </li>`;
}
