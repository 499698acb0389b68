import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { TicketView } from '@tanglegate/core/http/tickets';
import { loadTicket } from '../api/ticket-api.ts';
import { words } from '../messages/words.ts';
import { qrImage } from '../qr/qr-image.ts';
import { privateLink } from '../shared/private-link.ts';

const texts = words.buying.order;
type Paid = Extract<OrderView, { state: 'paid' }>;
type TicketLink = Paid['tickets'][number];

/** The tickets of a paid order side by side, each with its code and its own link to send on. */
class OrderTickets extends LitElement {
  static override properties = { order: { attribute: false }, loaded: { state: true } };
  declare order: Paid;
  declare private loaded: ReadonlyMap<string, TicketView | 'failed'>;

  constructor() {
    super();
    this.loaded = new Map();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const link of this.order.tickets) void this.load(link);
  }

  private async load({ id, secret }: TicketLink): Promise<void> {
    const view = await loadTicket(id, secret).catch(() => 'failed' as const);
    this.loaded = new Map(this.loaded).set(id, view);
  }

  protected override render(): TemplateResult {
    const { tickets } = this.order;
    return html`${tickets.length > 1 ? html`<p class="soft swipe">${texts.swipe}</p>` : nothing}
      <ul class="tickets">
        ${tickets.map((link) => this.ticket(link))}
      </ul>`;
  }

  private ticket(link: TicketLink): TemplateResult {
    const path = privateLink('/ticket', link);
    const name = texts.ticketOf(link.number, link.of);
    return html`<li class="ticket-item">
      <h2>${link.of > 1 ? name : words.ticket.title}</h2>
      <div class="qr-place">${this.code(link)}</div>
      <p>
        <a class="button wide" href=${path} aria-label="${texts.openTicket}, ${link.number}"
          >${texts.openTicket}</a
        >
      </p>
      <p class="send">${sendButton(path, `${this.order.event.name}: ${name}`)}</p>
    </li>`;
  }

  private code(link: TicketLink): TemplateResult {
    const view = this.loaded.get(link.id);
    if (view === undefined) return html`<p class="waiting">${words.waiting}</p>`;
    if (view === 'failed') return html`<p>${texts.ticketLater}</p>`;
    if (view.pass === undefined) return html`<p>${words.ticket.revoked}</p>`;
    return qrImage(view.pass, 'L', texts.ticketQr(link.number, link.of));
  }
}

/** The phone's own share sheet where there is one, else a link to copy. */
function sendButton(path: string, title: string): TemplateResult {
  const url = new URL(path, location.origin).href;
  if (!('share' in navigator)) {
    return html`<tg-copy
      .text=${url}
      .label=${texts.copyTicket}
      .what="${texts.copyTicket}: ${title}"
    ></tg-copy>`;
  }
  return html`<button
    type="button"
    class="button quiet wide"
    @click=${() => {
      // Closing the share sheet rejects: no harm done.
      navigator.share({ title, url }).catch(() => undefined);
    }}
  >
    ${texts.sendTicket}
  </button>`;
}

customElements.define('tg-order-tickets', OrderTickets);
