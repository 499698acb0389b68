import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { cancelOrder } from '../api/buying-api.ts';
import { problemWords } from '../api/problem-words.ts';
import { words } from '../messages/words.ts';

const texts = words.buying.order;

/** Cancels after asking once, in place. Fires `tg-order` with the order as it then stands. */
class CancelOrder extends LitElement {
  static override properties = {
    order: {},
    asking: { state: true },
    busy: { state: true },
    failure: { state: true },
  };
  declare order: string;
  declare private asking: boolean;
  declare private busy: boolean;
  declare private failure: unknown;

  constructor() {
    super();
    this.order = '';
    this.asking = false;
    this.busy = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.get('asking') !== undefined) this.querySelector<HTMLElement>('button')?.focus();
  }

  private readonly ask = () => {
    this.asking = true;
    this.failure = undefined;
  };

  private readonly keep = () => {
    this.asking = false;
  };

  private readonly cancel = async () => {
    if (this.busy) return;
    this.busy = true;
    try {
      this.dispatchEvent(new CustomEvent('tg-order', { detail: await cancelOrder(this.order) }));
    } catch (thrown) {
      this.failure = thrown;
      this.dispatchEvent(new CustomEvent('tg-look-again'));
    }
    this.busy = false;
    this.asking = false;
  };

  protected override render(): TemplateResult {
    const failed =
      this.failure === undefined ? nothing : html`<p class="error">${problemWords(this.failure)}</p>`;
    if (!this.asking) {
      return html`<div role="alert">${failed}</div>
        <button type="button" class="button plain" @click=${this.ask}>${texts.cancel}</button>`;
    }
    return html`<div class="sure" role="group" aria-labelledby="cancel-sure">
      <p id="cancel-sure"><strong>${texts.cancelSure}</strong> ${texts.cancelWarn}</p>
      <p class="row">
        <button type="button" class="button quiet" @click=${this.keep}>${texts.cancelNo}</button>
        <button type="button" class="button danger" @click=${this.cancel}>${texts.cancelYes}</button>
      </p>
    </div>`;
  }
}

customElements.define('tg-cancel-order', CancelOrder);
