import { orderIdSchema } from '@tanglegate/core/ids';
import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { revokeOrder } from '../api/money-api.ts';
import { words } from '../messages/words.ts';
import { note } from '../shared/note.ts';

const texts = words.money;

/** Takes a paid order back by its number. Fires `tg-changed` once it is done. */
class WithdrawOrder extends LitElement {
  static override properties = {
    number: { state: true },
    isWrong: { state: true },
    done: { state: true },
  };
  declare private number: string;
  declare private isWrong: boolean;
  declare private done: string | undefined;

  constructor() {
    super();
    this.number = '';
    this.isWrong = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly typed = (event: Event) => {
    this.number = (event.target as HTMLInputElement).value.trim().toLowerCase(); // The listener sits on the input itself.
    this.isWrong = false;
  };

  private readonly left = () => {
    this.isWrong = this.number !== '' && !this.isNumber();
  };

  private isNumber(): boolean {
    return orderIdSchema.safeParse(this.number).success;
  }

  private readonly withdraw = async () => {
    const { number } = this;
    this.done = undefined;
    await revokeOrder(number);
    this.done = number;
    this.number = '';
    this.dispatchEvent(new CustomEvent('tg-changed'));
  };

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="withdraw">
      <h2 id="withdraw">${texts.withdraw}</h2>
      <p>${texts.withdrawHow}</p>
      <div class="field">
        <label for="order-number">${texts.orderNumber}</label>
        <p class="hint" id="order-number-hint">${texts.orderNumberHint}</p>
        <input
          id="order-number"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          maxlength="64"
          .value=${this.number}
          aria-describedby="order-number-hint order-number-error"
          aria-invalid=${this.isWrong ? 'true' : 'false'}
          @input=${this.typed}
          @change=${this.left}
        />
        <p class="error" id="order-number-error" role="alert">
          ${this.isWrong ? texts.orderNumberWrong : ''}
        </p>
      </div>
      ${
        this.isNumber()
          ? html`<tg-ask-first .texts=${texts.revoke} .act=${this.withdraw}></tg-ask-first>`
          : nothing
      }
      <div role="status">${this.done === undefined ? nothing : note('good', texts.withdrawn(this.done))}</div>
    </section>`;
  }
}

customElements.define('tg-withdraw-order', WithdrawOrder);
