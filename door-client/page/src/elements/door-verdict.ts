import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { GateWatch } from '../domain/gate-watch.ts';
import { ADMIT_STAYS_MS } from '../domain/stage.ts';
import { messages } from '../messages/current.ts';
import type { VerdictWords } from '../wording/word-verdict.ts';
import './door-gate.ts';
import { toneIcons } from './icons.ts';
import { sharedStyles } from './shared-styles.ts';
import { verdictStyles } from './verdict-styles.ts';

/**
 * A verdict, or that there is none yet, over the whole screen.
 * @fires door-next the guard has seen it
 * @fires door-ask-again the guard wants the scan sent once more
 */
export class DoorVerdict extends LitElement {
  static override properties = {
    words: { attribute: false },
    gate: { attribute: false },
    staysMs: { attribute: false },
    canAskAgain: { attribute: false },
  };
  declare words: VerdictWords;
  /** Where it opens for this verdict. */
  declare gate: GateWatch | undefined;
  /** Milliseconds until it gives way by itself; absent when somebody has to see it off. */
  declare staysMs: number | undefined;
  declare canAskAgain: boolean;

  static override styles = [sharedStyles, verdictStyles];

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  }

  protected override render(): TemplateResult {
    const { words } = this;
    return html`
      <main class=${words.tone} data-testid="verdict" data-tone=${words.tone} @click=${this.#tapped}>
        ${this.#renderBar()}
        <div class="say">
          <div class="icon">${toneIcons[words.tone]}</div>
          <h1>${words.heading}</h1>
          <p class="headline">${words.headline}</p>
        </div>
        <div class="more">
          ${words.why === undefined ? nothing : html`<p class="why">${words.why}</p>`}
          ${words.tier === undefined ? nothing : html`<p class="big">${words.tier}</p>`}
          ${words.zone === undefined ? nothing : html`<p class="big">${words.zone}</p>`}
          ${words.note === undefined ? nothing : html`<p class="note">${messages.note}: ${words.note}</p>`}
          ${this.gate === undefined ? nothing : html`<door-gate .gate=${this.gate}></door-gate>`}
          <div class="buttons">${this.#renderButtons()}</div>
        </div>
      </main>
    `;
  }

  #renderBar(): TemplateResult | typeof nothing {
    if (this.staysMs === undefined) return nothing;
    return html`<div class="bar ${this.staysMs > ADMIT_STAYS_MS ? 'slow' : ''}"></div>`;
  }

  #renderButtons(): TemplateResult {
    if (this.words.tone !== 'no-answer') return html`<button @click=${this.#next}>${messages.next}</button>`;
    return html`
      ${
        this.canAskAgain
          ? html`<button @click=${this.#askAgain}>${messages.noAnswer.askAgain}</button>`
          : nothing
      }
      <button @click=${this.#next}>${messages.noAnswer.giveUp}</button>
    `;
  }

  /** A tap anywhere sees a verdict off. Waiting is given up with its own button only: a sleeve must not do it. */
  #tapped(): void {
    if (this.words.tone !== 'no-answer') this.#next();
  }

  #next(event?: Event): void {
    event?.stopPropagation();
    this.dispatchEvent(new Event('door-next'));
  }

  #askAgain(event: Event): void {
    event.stopPropagation();
    this.dispatchEvent(new Event('door-ask-again'));
  }
}

customElements.define('door-verdict', DoorVerdict);

declare global {
  interface HTMLElementTagNameMap {
    'door-verdict': DoorVerdict;
  }
}
