import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { sentMoneySchema, type SentMoneyAnswer } from '@tanglegate/core/http/money-export';
import { MONEY_EXPORT_PATH, recordSent } from '../api/money-api.ts';
import { problemWords } from '../api/problem-words.ts';
import { words } from '../messages/words.ts';
import { note } from '../shared/note.ts';

const texts = words.money.files;

/** What goes by hand between this server and the machine with the keys. Fires `tg-changed` once something was told to the server. */
class CarryFiles extends LitElement {
  static override properties = {
    answer: { state: true },
    trouble: { state: true },
  };
  declare private answer: SentMoneyAnswer | undefined;
  declare private trouble: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly take = async (event: Event) => {
    const input = event.target as HTMLInputElement; // The listener sits on the input itself.
    const [file] = input.files ?? [];
    if (file === undefined) return;
    this.answer = undefined;
    this.trouble = undefined;
    try {
      const sent = sentMoneySchema.safeParse(parseJson(await file.text()));
      if (sent.success) this.answer = await recordSent(sent.data);
      else this.trouble = texts.notSent(file.name);
    } catch (thrown) {
      this.trouble = problemWords(thrown);
    }
    input.value = ''; // The same file may be chosen again.
    this.dispatchEvent(new CustomEvent('tg-changed'));
  };

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="files">
      <h2 id="files">${texts.title}</h2>
      <p>${texts.how}</p>
      <p class="link"><a href=${MONEY_EXPORT_PATH} download="money.json">${texts.take}</a></p>
      <div class="field">
        <label for="sent-file">${texts.bring}</label>
        <input id="sent-file" type="file" accept="application/json,.json" @change=${this.take} />
      </div>
      <div role="status">
        ${this.answer === undefined ? nothing : answerNotes(this.answer)}
        ${this.trouble === undefined ? nothing : note('bad', this.trouble)}
      </div>
    </section>`;
  }
}

function answerNotes({ recorded, known, refused }: SentMoneyAnswer): TemplateResult {
  return html`${note('good', texts.recorded(recorded.length, known.length))}
  ${refused.map(({ id, reason }) => note('warn', texts.refused(id, texts.refusedWhy[reason])))}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

customElements.define('tg-carry-files', CarryFiles);
