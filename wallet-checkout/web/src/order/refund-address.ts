import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { setRefundAddress } from '../api/buying-api.ts';
import { problemWords } from '../api/problem-words.ts';
import { words } from '../messages/words.ts';

const texts = words.buying.refund.address;

/** Asks where money goes back to, and shows what was said. Fires `tg-order` with the order as it then stands. */
class RefundAddress extends LitElement {
  static override properties = {
    order: {},
    saved: {},
    changing: { state: true },
    busy: { state: true },
    failure: { state: true },
  };
  declare order: string;
  /** Undefined until the buyer has said it. */
  declare saved: string | undefined;
  declare private changing: boolean;
  declare private busy: boolean;
  declare private failure: unknown;

  constructor() {
    super();
    this.order = '';
    this.changing = false;
    this.busy = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly change = async () => {
    this.changing = true;
    await this.updateComplete;
    this.querySelector('input')?.focus();
  };

  private readonly save = async (event: SubmitEvent) => {
    event.preventDefault();
    const address = this.querySelector('input')?.value.trim() ?? '';
    if (this.busy || address === '') return;
    this.busy = true;
    this.failure = undefined;
    try {
      this.dispatchEvent(
        new CustomEvent('tg-order', { detail: await setRefundAddress(this.order, address) }),
      );
      this.changing = false;
    } catch (thrown) {
      this.failure = thrown;
    }
    this.busy = false;
  };

  protected override render(): TemplateResult {
    if (this.saved !== undefined && !this.changing)
      return html`<p>${texts.saved}</p>
        <p class="address">${this.saved}</p>
        <button type="button" class="button quiet" @click=${this.change}>${texts.change}</button>`;
    return html`<form class="field" @submit=${this.save}>
      <label for="refund-address">${texts.label}</label>
      <p class="hint" id="refund-address-hint">${texts.hint}</p>
      <input
        id="refund-address"
        name="refund-address"
        required
        maxlength="200"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        .value=${this.saved ?? ''}
        aria-describedby="refund-address-hint refund-address-error"
        aria-invalid=${this.failure === undefined ? 'false' : 'true'}
      />
      <div role="alert" id="refund-address-error">
        ${this.failure === undefined ? nothing : html`<p class="error">${problemWords(this.failure)}</p>`}
      </div>
      <button class="button" ?disabled=${this.busy}>${this.busy ? texts.saving : texts.save}</button>
    </form>`;
  }
}

customElements.define('tg-refund-address', RefundAddress);
