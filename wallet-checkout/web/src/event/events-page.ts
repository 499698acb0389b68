import '../shared/no-eval.ts';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { EventSummary } from '@tanglegate/core/http/events';
import type { Coin } from '@tanglegate/core/money';
import { loadEvents, loadNetwork } from '../api/buying-api.ts';
import { priceWords } from '../format/money-words.ts';
import { shortDateWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { loadFailed, waiting } from '../shared/load-failed.ts';
import { PageElement } from '../shared/page-element.ts';
import { eventPicture } from './event-picture.ts';

const texts = words.buying.events;

class EventsPage extends PageElement {
  static override properties = { events: { state: true }, failure: { state: true } };
  declare private events: readonly EventSummary[] | undefined;
  declare private failure: unknown;
  private coin: Coin = { symbol: '', decimals: 0 };

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = texts.title;
    void this.load();
  }

  private async load(): Promise<void> {
    this.failure = undefined;
    try {
      const [network, list] = await Promise.all([loadNetwork(), loadEvents()]);
      this.coin = network.coin;
      this.events = list.events;
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  protected override render(): TemplateResult {
    if (this.failure !== undefined) return loadFailed(this.failure, () => void this.load());
    if (this.events === undefined) return waiting();
    return html`<h1>${texts.title}</h1>
      ${
        this.events.length === 0
          ? html`<p class="lead">${texts.none}</p>
              <p>${texts.noneNext}</p>`
          : html`<ul class="events">
              ${this.events.map((event) => this.card(event))}
            </ul>`
      }`;
  }

  private card(event: EventSummary): TemplateResult {
    const sale = { 'on-sale': undefined, 'sold-out': texts.soldOut, over: texts.over }[event.sale];
    return html`<li>
      <a class="event-card" href="/events/${event.id}">
        ${eventPicture(event)}
        <h2>${event.name}</h2>
        <p>${shortDateWords(event.startsAt, event.timeZone)}</p>
        <p class="soft">${event.venueName}</p>
        <p class="card-price">
          ${sale ?? (event.fromPrice === '0' ? texts.fromFree : texts.from(priceWords(event.fromPrice, this.coin)))}
        </p>
      </a>
    </li>`;
  }
}

customElements.define('tg-events-page', EventsPage);
