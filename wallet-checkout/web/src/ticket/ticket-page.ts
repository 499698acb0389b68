import '../shared/no-eval.ts';
import { millis } from '@tanglegate/core/clock';
import type { TicketView } from '@tanglegate/core/http/tickets';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { isWrongLink } from '../api/api-error.ts';
import { loadTicket } from '../api/ticket-api.ts';
import { shortDateWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { keepPageOffline } from '../offline/keep-page.ts';
import { loadFailed, waiting } from '../shared/load-failed.ts';
import { note } from '../shared/note.ts';
import { PageElement } from '../shared/page-element.ts';
import { parseTicketLink } from '../shared/private-link.ts';
import { wrongLink } from '../shared/wrong-link.ts';
import { keepAwake } from './keep-awake.ts';
import { keepTicket, readKeptTicket } from './kept-ticket.ts';
import { openTicket } from './open-ticket.ts';
import type { OpenedTicket } from './open-ticket.ts';
import { ticketShow } from './ticket-show.ts';

const texts = words.ticket;

class TicketPage extends PageElement {
  static override properties = {
    opened: { state: true },
    failure: { state: true },
    kept: { state: true },
  };
  declare private opened: OpenedTicket | undefined;
  declare private failure: unknown;
  /** Whether the page works without a network from now on. */
  declare private kept: boolean;
  private letSleep: (() => void) | undefined;

  constructor() {
    super();
    this.kept = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = texts.title;
    window.addEventListener('hashchange', this.restart);
    window.addEventListener('online', this.again);
    document.addEventListener('visibilitychange', this.again);
    this.letSleep = keepAwake();
    void this.start();
  }

  override disconnectedCallback(): void {
    window.removeEventListener('hashchange', this.restart);
    window.removeEventListener('online', this.again);
    document.removeEventListener('visibilitychange', this.again);
    this.letSleep?.();
    super.disconnectedCallback();
  }

  private readonly restart = () => void this.start();

  private async start(): Promise<void> {
    this.opened = undefined;
    this.failure = undefined;
    await this.load();
  }

  /** Back in sight or online: the ticket may have been withdrawn meanwhile. What is on the screen stays until then. */
  private readonly again = () => {
    if (document.visibilityState === 'visible') void this.load();
  };

  private async load(): Promise<void> {
    const link = parseTicketLink(location.hash);
    if (link === undefined) {
      this.failure = 'wrong-link';
      return;
    }
    try {
      this.opened = await openTicket(
        () => loadTicket(link.id, link.secret),
        () => readKeptTicket(localStorage, link.id),
      );
      this.failure = undefined;
      document.title = this.opened.ticket.eventName;
      if (this.opened.keptAt === undefined) await this.keep(this.opened.ticket);
    } catch (thrown) {
      // A server that refuses is believed; one that stumbles does not take the ticket off the screen.
      if (this.opened === undefined || isWrongLink(thrown)) this.failure = thrown;
    }
  }

  private async keep(ticket: TicketView): Promise<void> {
    const stored = keepTicket(localStorage, ticket, millis(Date.now()));
    this.kept = (await keepPageOffline()) && stored;
  }

  protected override render(): TemplateResult {
    if (this.failure !== undefined) {
      const wrong = this.failure === 'wrong-link' || isWrongLink(this.failure);
      return wrong ? wrongLink('ticket') : loadFailed(this.failure, () => void this.start());
    }
    if (this.opened === undefined) return waiting();
    return html`${ticketShow(this.opened.ticket)}
      <div class="kept" role="status">${this.keptLine(this.opened)}</div>`;
  }

  private keptLine({ ticket, keptAt }: OpenedTicket): TemplateResult | typeof nothing {
    if (keptAt !== undefined) return note('warn', texts.keptCopy(shortDateWords(keptAt, ticket.timeZone)));
    return this.kept && ticket.state === 'valid' ? html`<p class="soft">${texts.saved}</p>` : nothing;
  }
}

customElements.define('tg-ticket-page', TicketPage);
