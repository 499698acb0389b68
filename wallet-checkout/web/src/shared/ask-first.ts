import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { problemWords } from '../api/problem-words.ts';

/** What is said around a deed that cannot be taken back. */
interface AskFirstWords {
  /** On the button that asks. */
  readonly deed: string;
  readonly question: string;
  readonly warning: string;
  readonly yes: string;
  readonly no: string;
}

/** A deed that cannot be taken back: asks once, in place, and says in words if it did not work. */
class AskFirst extends LitElement {
  static override properties = {
    texts: { attribute: false },
    act: { attribute: false },
    asking: { state: true },
    busy: { state: true },
    failure: { state: true },
  };
  declare texts: AskFirstWords;
  declare act: () => Promise<unknown>;
  declare private asking: boolean;
  declare private busy: boolean;
  declare private failure: unknown;

  constructor() {
    super();
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

  private readonly go = async () => {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.act();
    } catch (thrown) {
      this.failure = thrown;
    }
    this.busy = false;
    this.asking = false;
  };

  protected override render(): TemplateResult {
    const { deed, question, warning, yes, no } = this.texts;
    if (!this.asking) {
      const failed =
        this.failure === undefined ? nothing : html`<p class="error">${problemWords(this.failure)}</p>`;
      return html`<div role="alert">${failed}</div>
        <button type="button" class="button plain" @click=${this.ask}>${deed}</button>`;
    }
    return html`<div class="sure" role="group" aria-label=${question}>
      <p><strong>${question}</strong> ${warning}</p>
      <p class="row">
        <button type="button" class="button quiet" @click=${this.keep}>${no}</button>
        <button type="button" class="button danger" @click=${this.go}>${yes}</button>
      </p>
    </div>`;
  }
}

customElements.define('tg-ask-first', AskFirst);
