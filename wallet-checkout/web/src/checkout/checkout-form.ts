import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { placeOrder } from '../api/buying-api.ts';
import { problemWords } from '../api/problem-words.ts';
import type { EventView } from '@tanglegate/core/http/events';
import type { Coin } from '@tanglegate/core/money';
import { priceWords, timesPrice } from '../format/money-words.ts';
import { words } from '../messages/words.ts';
import { note } from '../shared/note.ts';
import { privateLink } from '../shared/private-link.ts';
import { buyerFields } from './buyer-fields.ts';
import { keepDraft, readDraft } from './buyer-draft.ts';
import { errorsFromServer, fieldError, readBuyer } from './buyer-form.ts';
import type { BuyerInput, FieldErrors, FieldName } from './buyer-form.ts';
import { settleChoice } from './choice.ts';
import type { Choice } from './choice.ts';
import { quantityField, tierField } from './choice-fields.ts';

const texts = words.buying.form;

/** Tier, quantity, who buys; then an order, and on to its page. */
class CheckoutForm extends LitElement {
  static override properties = {
    event: { attribute: false },
    coin: { attribute: false },
    wish: { state: true },
    input: { state: true },
    errors: { state: true },
    failure: { state: true },
    sending: { state: true },
  };
  declare event: EventView;
  declare coin: Coin;
  declare private wish: Partial<Choice>;
  declare private input: BuyerInput;
  declare private errors: FieldErrors;
  declare private failure: unknown;
  declare private sending: boolean;

  constructor() {
    super();
    this.wish = {};
    this.input = readDraft(sessionStorage);
    this.errors = {};
    this.sending = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pageshow', this.awake);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('pageshow', this.awake);
    super.disconnectedCallback();
  }

  /** The browser may keep this page while the order's page is open; coming back, the button works again. */
  private readonly awake = () => {
    this.sending = false;
  };

  private readonly write = (field: FieldName, value: string) => {
    this.input = { ...this.input, [field]: value };
    keepDraft(sessionStorage, this.input);
    // A message goes as soon as the field is right; a new one comes only on leaving it.
    if (this.errors[field] !== undefined) this.judge(field);
  };

  private readonly judge = (field: FieldName) => {
    const others = Object.entries(this.errors).filter(([name]) => name !== field);
    const found = fieldError(field, this.input);
    this.errors = Object.fromEntries(found === undefined ? others : [...others, [field, found]]);
  };

  private readonly submit = async (submitted: Event) => {
    submitted.preventDefault();
    const choice = settleChoice(this.event, this.wish);
    const read = readBuyer(this.input);
    if (!read.ok) {
      this.errors = read.errors;
      await this.focusFirstError();
      return;
    }
    if (choice === undefined || this.sending) return;
    this.sending = true;
    this.failure = undefined;
    try {
      const { tier, quantity } = choice;
      const placed = await placeOrder({ event: this.event.id, tier, quantity, buyer: read.buyer });
      location.assign(privateLink('/order', { id: placed.order.id, secret: placed.secret }));
    } catch (thrown) {
      this.sending = false;
      await this.refused(thrown);
    }
  };

  private async refused(thrown: unknown): Promise<void> {
    this.failure = thrown;
    if (!(thrown instanceof ApiError)) return;
    this.errors = errorsFromServer(
      thrown.fields.map((field) => field.path),
      this.input,
    );
    await this.focusFirstError();
    // What is left has changed, or the sale has: show it as it is now, with everything typed still there.
    if (['sold-out', 'sale-over', 'tier-unknown', 'too-many-tickets'].includes(thrown.code)) {
      this.dispatchEvent(new CustomEvent('tg-look-again'));
    }
  }

  private async focusFirstError(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  protected override render(): TemplateResult {
    const choice = settleChoice(this.event, this.wish);
    if (choice === undefined) {
      return html`${this.failure === undefined ? nothing : note('bad', words.problems.title, problemWords(this.failure))}
        <h1 tabindex="-1">${words.buying.event.soldOut}</h1>
        <p>${words.buying.event.soldOutNext}</p>`;
    }
    const wish = (change: Partial<Choice>) => {
      this.wish = { ...choice, ...change };
    };
    return html`<form class="checkout" novalidate @submit=${this.submit}>
      <p class="soft">${this.event.name}</p>
      <h1 tabindex="-1">${texts.title}</h1>
      ${tierField(this.event, choice, this.coin, wish)} ${quantityField(choice, wish)}
      <h2>${texts.buyer}</h2>
      ${buyerFields({ input: this.input, errors: this.errors, write: this.write, judge: this.judge })}
      <div role="alert">${this.problem()}</div>
      ${this.total(choice.view.price, choice.quantity)}
    </form>`;
  }

  private total(price: string, quantity: number): TemplateResult {
    const free = price === '0';
    const label = this.sending ? texts.sending : free ? texts.continueFree : texts.continueToPay;
    return html`<p class="total" aria-live="polite">
        <span>${texts.total}</span>
        <strong>${priceWords(timesPrice(price, quantity), this.coin)}</strong>
      </p>
      <button class="button wide" type="submit" aria-disabled=${this.sending ? 'true' : 'false'}>
        ${label}
      </button>
      <p class="after"><a href="#">${texts.back}</a></p>`;
  }

  private problem(): TemplateResult | typeof nothing {
    const wrong = Object.keys(this.errors).length;
    if (this.failure !== undefined) return note('bad', words.problems.title, problemWords(this.failure));
    return wrong === 0 ? nothing : html`<p class="unseen">${texts.fix(wrong)}</p>`;
  }
}

customElements.define('tg-checkout', CheckoutForm);
