import '../shared/no-eval.ts';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { loadSession, logIn } from '../api/organiser-api.ts';
import { problemWords } from '../api/problem-words.ts';
import { words } from '../messages/words.ts';
import { note } from '../shared/note.ts';
import { PageElement } from '../shared/page-element.ts';

const texts = words.organiser.logIn;
type Missing = 'user' | 'password';

class LogInPage extends PageElement {
  static override properties = {
    missing: { state: true },
    failure: { state: true },
    checking: { state: true },
  };
  declare private missing: readonly Missing[];
  declare private failure: unknown;
  declare private checking: boolean;

  constructor() {
    super();
    this.missing = [];
    this.checking = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = texts.title;
    // Whoever is logged in already goes straight on; everybody else sees the form.
    loadSession().then(goOn, () => undefined);
  }

  private readonly submit = async (submitted: SubmitEvent) => {
    submitted.preventDefault();
    const data = new FormData(submitted.target as HTMLFormElement); // The listener sits on the form itself.
    const user = textOf(data.get('user')).trim();
    const password = textOf(data.get('password'));
    this.missing = [
      ...(user === '' ? ['user' as const] : []),
      ...(password === '' ? ['password' as const] : []),
    ];
    this.failure = undefined;
    if (this.missing.length > 0) {
      await this.updateComplete;
      this.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    if (this.checking) return;
    this.checking = true;
    try {
      await logIn(user, password);
      goOn();
    } catch (thrown) {
      this.failure = thrown;
    }
    this.checking = false;
  };

  protected override render(): TemplateResult {
    return html`<form class="log-in" novalidate @submit=${this.submit}>
      <h1>${texts.title}</h1>
      <p class="lead">${texts.intro}</p>
      ${this.field('user', texts.user, 'text', 'username', texts.missingUser)}
      ${this.field('password', texts.password, 'password', 'current-password', texts.missingPassword)}
      <div role="alert">
        ${this.failure === undefined ? nothing : note('bad', problemWords(this.failure))}
      </div>
      <button class="button wide" type="submit" aria-disabled=${this.checking ? 'true' : 'false'}>
        ${this.checking ? texts.checking : texts.logIn}
      </button>
      <p class="soft">${texts.firstTime}</p>
    </form>`;
  }

  private field(
    name: Missing,
    label: string,
    type: 'text' | 'password',
    autocomplete: 'username' | 'current-password',
    error: string,
  ): TemplateResult {
    const wrong = this.missing.includes(name);
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        type=${type}
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck="false"
        required
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${`${name}-said`}
      />
      <p id=${`${name}-said`} class="error">${wrong ? error : nothing}</p>
    </div>`;
  }
}

const goOn = () => {
  location.replace(location.hash === '#money' ? '/money' : '/live');
};

const textOf = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');

customElements.define('tg-log-in-page', LogInPage);
