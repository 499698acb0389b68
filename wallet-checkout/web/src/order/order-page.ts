import '../shared/no-eval.ts';
import '../shared/copy-button.ts';
import '../shared/ask-first.ts';
import './refund-address.ts';
import './order-tickets.ts';
import '../wallet/wallet-buttons.ts';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Network } from '@tanglegate/core/http/network';
import { orderViewSchema } from '@tanglegate/core/http/orders';
import type { OrderView } from '@tanglegate/core/http/orders';
import { isWrongLink } from '../api/api-error.ts';
import { cancelOrder, loadNetwork, loadOrder, openOrder, orderEventsPath } from '../api/buying-api.ts';
import { timeWords } from '../format/time-words.ts';
import { browserStream, browserTimer } from '../live-data/browser-stream.ts';
import { follow } from '../live-data/follow.ts';
import type { Following, Liveness } from '../live-data/follow.ts';
import { words } from '../messages/words.ts';
import { loadFailed, waiting } from '../shared/load-failed.ts';
import { note } from '../shared/note.ts';
import { PageElement } from '../shared/page-element.ts';
import { parseOrderLink } from '../shared/private-link.ts';
import { wrongLink } from '../shared/wrong-link.ts';
import { announcement } from './order-announcement.ts';
import { orderEnd } from './order-end.ts';
import { clockAhead, orderModel } from './order-model.ts';
import type { OrderModel } from './order-model.ts';
import { orderPaid } from './order-paid.ts';
import { orderLate, orderPay, orderSeen } from './order-pay.ts';
import { fireflyButton } from '../wallet/firefly-button.ts';
import { loadWallets } from '../wallet/load-wallets.ts';
import type { WatchWallets } from '../wallet/load-wallets.ts';
import { keepSentPayment, readSentPayment } from './sent-payment.ts';
import type { SentPayment } from './sent-payment.ts';

const texts = words.buying.order;
const TICK_MS = 1_000;

class OrderPage extends PageElement {
  static override properties = {
    order: { state: true },
    failure: { state: true },
    liveness: { state: true },
    sent: { state: true },
  };
  declare private order: OrderView | undefined;
  declare private failure: unknown;
  declare private liveness: Liveness;
  declare private sent: SentPayment | undefined;
  private network: Network | undefined;
  private watchWallets: WatchWallets | undefined;
  private ahead = 0;
  private following: Following | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private shownKind: OrderModel['kind'] | undefined;

  constructor() {
    super();
    this.liveness = 'connecting';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = words.buying.form.title;
    window.addEventListener('hashchange', this.restart);
    document.addEventListener('visibilitychange', this.lookAgain);
    window.addEventListener('online', this.lookAgain);
    this.ticking = setInterval(() => {
      if (this.order?.state === 'open') this.requestUpdate();
    }, TICK_MS);
    void this.start();
  }

  override disconnectedCallback(): void {
    this.following?.stop();
    clearInterval(this.ticking);
    window.removeEventListener('hashchange', this.restart);
    document.removeEventListener('visibilitychange', this.lookAgain);
    window.removeEventListener('online', this.lookAgain);
    super.disconnectedCallback();
  }

  private readonly lookAgain = () => {
    if (document.visibilityState === 'visible') this.following?.refresh();
  };

  private readonly restart = () => void this.start();

  private async start(): Promise<void> {
    this.following?.stop();
    this.failure = undefined;
    this.order = undefined;
    const link = parseOrderLink(location.hash);
    if (link === undefined) {
      this.failure = 'wrong-link';
      return;
    }
    const open = async () => {
      await openOrder(link.id, link.secret);
      return loadOrder(link.id);
    };
    try {
      const [network, order] = await Promise.all([loadNetwork(), open()]);
      // Before anything is drawn, so that a wallet's button does not push the code down afterwards.
      if (order.state === 'open') this.watchWallets = await loadWallets(network);
      this.network = network;
      this.take(order);
      this.sent = readSentPayment(sessionStorage, link.id);
      this.following = follow({
        openStream: browserStream(orderEventsPath(link.id), 'order'),
        // The cookie may have run out while the page stayed open: the link's secret gets a new one.
        load: () => loadOrder(link.id).catch(open),
        parse: (data) => orderViewSchema.parse(JSON.parse(data)),
        timeOf: (order) => order.serverTime,
        onView: this.take,
        onLiveness: (liveness) => {
          this.liveness = liveness;
        },
        timer: browserTimer,
      });
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  private readonly take = (order: OrderView) => {
    this.ahead = clockAhead(order, Date.now());
    this.order = order;
  };

  private readonly takeFrom = (event: CustomEvent<OrderView>) => {
    this.take(event.detail);
  };

  /** Whatever came of it, the page then shows how the order stands. */
  private readonly cancelIt = async () => {
    if (this.order === undefined) return;
    try {
      this.take(await cancelOrder(this.order.id));
    } finally {
      this.following?.refresh();
    }
  };

  private readonly walletSent = () => {
    if (this.order?.state !== 'open') return;
    this.sent = { order: this.order.id, at: this.now(), receivedBefore: this.order.received };
    keepSentPayment(sessionStorage, this.sent);
    this.following?.refresh();
  };

  private now(): number {
    return Date.now() + this.ahead;
  }

  protected override render(): TemplateResult {
    if (this.failure !== undefined) {
      const wrong = this.failure === 'wrong-link' || isWrongLink(this.failure);
      return wrong ? wrongLink('order') : loadFailed(this.failure, () => void this.start());
    }
    if (this.order === undefined || this.network === undefined) return waiting();
    const model = orderModel(this.order, this.sent, this.now());
    return html`<p class="unseen" role="status">${announcement(model, this.network.coin)}</p>
      ${this.show(model, this.network)}`;
  }

  /** Each new state starts with its heading, for the keyboard and for screen readers. */
  protected override updated(): void {
    const kind = this.order && orderModel(this.order, this.sent, this.now()).kind;
    const isChange = this.shownKind !== undefined && kind !== undefined && kind !== this.shownKind;
    this.shownKind = kind ?? this.shownKind;
    const heading = this.querySelector('h1')?.textContent;
    if (this.order !== undefined && heading) document.title = `${heading} – ${this.order.event.name}`;
    if (!isChange) return;
    window.scrollTo(0, 0);
    this.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }

  private show(model: OrderModel, network: Network): TemplateResult {
    const { coin } = network;
    switch (model.kind) {
      case 'pay':
        return orderPay({
          ...model,
          coin,
          isStardust: network.ledger === 'stardust',
          wallets: this.wallets(model.order, network),
          trouble: this.trouble(model.order),
          cancel: this.cancel(),
        });
      case 'seen':
        return orderSeen(model.order, model.slow, this.trouble(model.order));
      case 'late':
        return orderLate(model.order, coin, this.trouble(model.order));
      case 'paid':
        return orderPaid(model.order, network, this.takeFrom);
      case 'ended':
        return orderEnd(model.order, network, this.takeFrom);
    }
  }

  private wallets(
    order: Extract<OrderView, { state: 'open' }>,
    network: Network,
  ): TemplateResult | typeof nothing {
    if (network.ledger === 'stardust') return fireflyButton(order, network);
    if (this.watchWallets === undefined) return nothing;
    return html`<tg-wallet-buttons
      .watch=${this.watchWallets}
      .network=${network}
      .address=${order.address}
      .due=${order.due}
      @tg-sent=${this.walletSent}
    ></tg-wallet-buttons>`;
  }

  private cancel(): TemplateResult {
    return html`<tg-ask-first .texts=${words.buying.order.cancelling} .act=${this.cancelIt}></tg-ask-first>`;
  }

  private trouble(order: OrderView): TemplateResult | typeof nothing {
    if (this.liveness === 'lost') return note('warn', texts.offline, texts.offlineNext);
    if (order.ledger.state === 'following') return nothing;
    return note('warn', texts.blind, texts.blindNext(timeWords(order.ledger.since, order.event.timeZone)));
  }
}

customElements.define('tg-order-page', OrderPage);
