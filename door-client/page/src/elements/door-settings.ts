import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { messages } from '../messages/current.ts';
import type { CameraState } from '../ports/camera.ts';
import { icons } from './icons.ts';
import { sharedStyles } from './shared-styles.ts';

/**
 * What is seldom needed: which camera, and to stop being this door.
 * @fires door-choose-camera with the camera's id as its `detail`
 * @fires door-forget once the guard has confirmed it
 */
export class DoorSettings extends LitElement {
  static override properties = {
    doorName: { attribute: false },
    camera: { attribute: false },
    covered: { attribute: false },
    confirming: { state: true },
  };
  declare doorName: string;
  declare camera: CameraState;
  declare private confirming: boolean;
  /** A verdict has come: the guard looks at that. */
  declare covered: boolean;

  static override styles = [
    sharedStyles,
    css`
      .open {
        min-width: var(--target);
        padding: var(--space-2);
      }
      dialog[open] {
        display: grid;
        gap: var(--space-4);
      }
      .buttons {
        display: grid;
        gap: var(--space-2);
      }
      label {
        display: grid;
        gap: var(--space-2);
      }
      .forget {
        color: var(--bad);
      }
    `,
  ];

  protected override updated(): void {
    if (this.covered) this.#close();
  }

  protected override render(): TemplateResult {
    const words = messages.settings;
    return html`
      <button class="open" aria-label=${words.open} @click=${this.#open}>${icons.settings}</button>
      <dialog aria-labelledby="title">
        <h2 id="title">${words.title}: ${this.doorName}</h2>
        ${this.confirming ? this.#renderConfirm() : this.#renderChoices()}
      </dialog>
    `;
  }

  #renderChoices(): TemplateResult {
    const words = messages.settings;
    return html`
      ${this.#renderCameras()}
      <div class="buttons">
        <button class="forget" @click=${this.#ask}>${words.forget}</button>
        <button class="main" @click=${this.#close}>${words.close}</button>
      </div>
    `;
  }

  #renderConfirm(): TemplateResult {
    const words = messages.settings;
    return html`
      <p role="alert">${words.forgetSure(this.doorName)}</p>
      <div class="buttons">
        <button class="forget" @click=${this.#forget}>${words.forgetYes}</button>
        <button class="main" @click=${this.#close}>${words.cancel}</button>
      </div>
    `;
  }

  #renderCameras(): TemplateResult | typeof nothing {
    const { camera } = this;
    if (camera.state !== 'on' || camera.choices.length < 2) return nothing;
    return html`
      <label>
        ${messages.camera.choose}
        <select @change=${this.#chose}>
          ${camera.choices.map(
            ({ id, label }, index) =>
              html`<option value=${id} ?selected=${id === camera.chosen}>
                ${label === '' ? messages.camera.unnamed(index + 1) : label}
              </option>`,
          )}
        </select>
      </label>
    `;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #open(): void {
    this.confirming = false;
    this.#dialog?.showModal();
  }

  #close(): void {
    this.#dialog?.close();
  }

  #ask(): void {
    this.confirming = true;
  }

  #forget(): void {
    this.#close();
    this.dispatchEvent(new Event('door-forget'));
  }

  #chose(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.dispatchEvent(new CustomEvent('door-choose-camera', { detail: event.target.value }));
  }
}

customElements.define('door-settings', DoorSettings);
