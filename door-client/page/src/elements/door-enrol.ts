import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { messages } from '../messages/current.ts';
import type { EnrolProblem } from '../ports/device.ts';
import { wordEnrolProblem } from '../wording/word-stage.ts';
import { sharedStyles } from './shared-styles.ts';

/**
 * How this device becomes a door.
 * @fires door-enrol with what was pasted as its `detail`
 */
export class DoorEnrol extends LitElement {
  static override properties = { problem: { attribute: false }, busy: { type: Boolean } };
  declare problem: EnrolProblem | undefined;
  declare busy: boolean;

  static override styles = [
    sharedStyles,
    css`
      main {
        display: grid;
        align-content: center;
        gap: var(--space-4);
        min-height: 100dvh;
        max-width: 32rem;
        margin: 0 auto;
        padding: var(--space-4);
      }
      h1 {
        font-size: var(--text-xl);
        line-height: 1.15;
      }
      form,
      label {
        display: grid;
        gap: var(--space-2);
      }
      form {
        gap: var(--space-3);
      }
      .problem {
        color: var(--bad);
        font-weight: 600;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const words = messages.enrol;
    const problem = this.problem === undefined ? nothing : wordEnrolProblem(this.problem, messages);
    return html`
      <main data-testid="enrol">
        <h1>${words.title}</h1>
        ${this.busy ? html`<p role="status">${words.busy}</p>` : this.#renderForm(problem)}
      </main>
    `;
  }

  #renderForm(problem: string | typeof nothing): TemplateResult {
    const words = messages.enrol;
    return html`
      <p>${words.how}</p>
      <form @submit=${this.#submitted} novalidate>
        <label>
          ${words.field}
          <input
            name="link"
            type="text"
            inputmode="url"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-describedby="problem"
            aria-invalid=${problem === nothing ? 'false' : 'true'}
          />
        </label>
        <p class="problem" id="problem" role="alert">${problem}</p>
        <button class="main">${words.send}</button>
      </form>
    `;
  }

  #submitted(event: SubmitEvent): void {
    event.preventDefault();
    const detail = this.renderRoot.querySelector('input')?.value ?? '';
    this.dispatchEvent(new CustomEvent('door-enrol', { detail }));
  }
}

customElements.define('door-enrol', DoorEnrol);
