import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { messages } from '../messages/current.ts';
import type { App } from '../ports/door.ts';
import { wordEnrolProblem } from '../wording/word-stage.ts';
import './door-enrol.ts';
import './door-scanner.ts';

/** The whole page: not a door yet, or a door at work. */
export class DoorApp extends LitElement {
  static override properties = { app: { attribute: false } };
  declare app: App | undefined;

  #unsubscribe: (() => void) | undefined;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('app')) return;
    this.#unsubscribe?.();
    this.#unsubscribe = this.app?.subscribe(() => {
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { app } = this;
    if (app === undefined) return nothing;
    const state = app.state();
    const door = app.door();
    if (state.kind === 'enrolled' && door !== undefined) {
      document.title = messages.title(state.credential.doorName);
      const problem = state.problem === undefined ? undefined : wordEnrolProblem(state.problem, messages);
      return html`
        <door-scanner
          .door=${door}
          .state=${door.state()}
          .credential=${state.credential}
          .problem=${problem}
          @door-forget=${app.forget}
          @door-dismiss-problem=${app.dismissProblem}
        ></door-scanner>
      `;
    }
    const enrol = (event: CustomEvent<string>): void => {
      app.enrolWith(event.detail);
    };
    return html`
      <door-enrol
        .problem=${state.kind === 'not-enrolled' ? state.problem : undefined}
        .busy=${state.kind === 'enrolling'}
        @door-enrol=${enrol}
      ></door-enrol>
    `;
  }
}

customElements.define('door-app', DoorApp);
