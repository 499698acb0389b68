import '../shared/no-eval.ts';
import '../checkout/checkout-form.ts';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { EventView } from '@tanglegate/core/http/events';
import type { Coin } from '@tanglegate/core/money';
import { isWrongLink } from '../api/api-error.ts';
import { loadEvent, loadNetwork } from '../api/buying-api.ts';
import { loadFailed, waiting } from '../shared/load-failed.ts';
import { PageElement } from '../shared/page-element.ts';
import { wrongLink } from '../shared/wrong-link.ts';
import { eventIdFrom } from './event-path.ts';
import { eventShow } from './event-show.ts';

/** The form is a step of its own, so that Back leads from it to the event and a reload stays on it. */
const BUY = '#buy';

class EventPage extends PageElement {
  static override properties = {
    event: { state: true },
    failure: { state: true },
    buying: { state: true },
  };
  declare private event: EventView | undefined;
  declare private failure: unknown;
  declare private buying: boolean;
  private coin: Coin = { symbol: '', decimals: 0 };

  constructor() {
    super();
    this.buying = location.hash === BUY;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.followHash);
    window.addEventListener('pageshow', this.reloadIfKept);
    void this.load();
  }

  override disconnectedCallback(): void {
    window.removeEventListener('hashchange', this.followHash);
    window.removeEventListener('pageshow', this.reloadIfKept);
    super.disconnectedCallback();
  }

  private readonly startBuying = () => {
    location.hash = BUY;
  };

  private readonly followHash = () => {
    this.buying = location.hash === BUY;
    void this.updateComplete.then(() => {
      window.scrollTo(0, 0);
      this.querySelector<HTMLElement>('h1')?.focus();
    });
  };

  /** Coming back with the browser's Back button shows a kept page: what is left may have changed meanwhile. */
  private readonly reloadIfKept = (shown: PageTransitionEvent) => {
    if (shown.persisted) void this.load();
  };

  private readonly load = async () => {
    this.failure = undefined;
    try {
      const [network, event] = await Promise.all([loadNetwork(), loadEvent(eventIdFrom(location.pathname))]);
      this.coin = network.coin;
      document.title = event.name;
      this.event = event;
    } catch (thrown) {
      this.failure = thrown;
    }
  };

  protected override render(): TemplateResult {
    if (this.failure !== undefined) {
      return isWrongLink(this.failure)
        ? wrongLink('event')
        : loadFailed(this.failure, () => void this.load());
    }
    if (this.event === undefined) return waiting();
    const buying = this.buying && this.event.sale === 'on-sale';
    // The form stays in the page while the event is shown, so that going back and forth wipes nothing.
    return html`<div ?hidden=${buying}>
        ${buying ? nothing : eventShow(this.event, this.coin, this.startBuying)}
      </div>
      <tg-checkout
        ?hidden=${!buying}
        .event=${this.event}
        .coin=${this.coin}
        @tg-look-again=${this.load}
      ></tg-checkout>`;
  }
}

customElements.define('tg-event-page', EventPage);
