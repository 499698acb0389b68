import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { EventView, TierView } from '@tanglegate/core/http/events';
import type { Coin } from '@tanglegate/core/money';
import { priceWords } from '../format/money-words.ts';
import { dateTimeWords, timeWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { eventPicture } from './event-picture.ts';

const texts = words.buying.event;

/** Picture, name, when, where, price, what is left when it is little, one button. */
export function eventShow(event: EventView, coin: Coin, onBuy: () => void): TemplateResult {
  return html`<article class="event">
    ${eventPicture(event)}
    <div class="event-facts">
      <h1 tabindex="-1">${event.name}</h1>
      <dl class="facts">
        <div>
          <dt class="unseen">${texts.when}</dt>
          <dd>${dateTimeWords(event.startsAt, event.timeZone)}</dd>
          <dd class="soft">${texts.doors(timeWords(event.opensAt, event.timeZone))}</dd>
        </div>
        <div>
          <dt class="unseen">${texts.where}</dt>
          <dd>${event.venueName}</dd>
          ${event.venueAddress === undefined ? nothing : html`<dd class="soft">${event.venueAddress}</dd>`}
        </div>
      </dl>
      ${prices(event, coin)} ${buyButton(event, onBuy)}
      ${event.description === undefined ? nothing : html`<p class="description">${event.description}</p>`}
    </div>
  </article>`;
}

function prices(event: EventView, coin: Coin): TemplateResult {
  return html`<ul class="prices" aria-label=${texts.prices}>
    ${event.tiers.map(
      (tier) =>
        html`<li>
          <span>${tier.name}${event.sale === 'on-sale' ? scarcity(tier) : nothing}</span>
          <strong>${priceWords(tier.price, coin)}</strong>
        </li>`,
    )}
  </ul>`;
}

/** Said only when it is little: a big number helps nobody. */
export function scarcity(tier: TierView): TemplateResult | typeof nothing {
  if (tier.availability === 'available') return nothing;
  const text = tier.availability === 'sold-out' ? texts.soldOut : texts.left(tier.left ?? 1);
  return html` <span class="scarce">${text}</span>`;
}

function buyButton(event: EventView, onBuy: () => void): TemplateResult {
  if (event.sale === 'over') {
    return html`<p class="lead">${texts.over}</p>
      <p>${texts.overNext}</p>`;
  }
  if (event.sale === 'sold-out') {
    return html`<p class="lead">${texts.soldOut}</p>
      <p>${texts.soldOutNext}</p>`;
  }
  const label = event.tiers.every((tier) => tier.price === '0') ? texts.get : texts.buy;
  return html`<p class="event-buy">
    <button type="button" class="button wide" @click=${onBuy}>${label}</button>
  </p>`;
}
