import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { copyIcon, tickIcon } from './icons.ts';
import { words } from '../messages/words.ts';

const COPIED_FOR_MS = 2_500;

/** `<tg-copy text label what>`: copies `text`, and says so where it was pressed and to screen readers. */
class CopyButton extends LitElement {
  static override properties = {
    text: {},
    label: {},
    what: {},
    outcome: { state: true },
  };
  declare text: string;
  /** What is written on the button. */
  declare label: string;
  /** The button's full name for those who cannot see what it stands beside. */
  declare what: string;
  declare private outcome: 'none' | 'copied' | 'by-hand';

  constructor() {
    super();
    this.text = '';
    this.label = '';
    this.what = '';
    this.outcome = 'none';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly copy = async () => {
    this.outcome = (await writeClipboard(this.text)) ? 'copied' : 'by-hand';
    if (this.outcome === 'by-hand') {
      await this.updateComplete;
      this.querySelector('input')?.select();
      return;
    }
    setTimeout(() => {
      this.outcome = 'none';
    }, COPIED_FOR_MS);
  };

  protected override render(): TemplateResult {
    const { copied, copyByHand } = words.buying.order;
    const said = { none: '', copied, 'by-hand': copyByHand }[this.outcome];
    return html`<button type="button" class="copy" aria-label=${this.what} @click=${this.copy}>
        <span class="copy-text">${this.label}</span>
        <span class="copy-state">${this.outcome === 'copied' ? tickIcon : copyIcon}</span>
      </button>
      <span class="copy-said" role="status">${said}</span>
      ${
        this.outcome === 'by-hand'
          ? html`<input class="copy-by-hand" readonly .value=${this.text} aria-label=${this.what} />`
          : nothing
      }`;
  }
}

/** The clipboard needs https or localhost, and the person's leave. */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

customElements.define('tg-copy', CopyButton);
