import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import { fillsScreen } from '../domain/stage.ts';
import { messages } from '../messages/current.ts';
import type { Door, DoorState } from '../ports/door.ts';
import { controlStyles } from './control-styles.ts';
import './door-recent.ts';
import { icons } from './icons.ts';
import { sharedStyles } from './shared-styles.ts';

/** What the thumb reaches: direction, light, the last ten, and the field for a code. */
export class DoorControls extends LitElement {
  static override properties = {
    door: { attribute: false },
    state: { attribute: false },
    zoneName: { attribute: false },
    isEmpty: { state: true },
  };
  declare door: Door;
  declare state: DoorState;
  declare zoneName: string;
  /** The field was sent with nothing in it. */
  declare private isEmpty: boolean;

  static override styles = [sharedStyles, controlStyles];

  protected override render(): TemplateResult {
    return html`
      <section aria-label=${messages.controls}>
        ${this.#renderField()}
        <div class="thumb">
          ${this.#renderDirection()} ${this.#renderTorch()}
          <door-recent
            .recent=${this.state.recent}
            .zoneName=${this.zoneName}
            .covered=${fillsScreen(this.state.stage)}
          ></door-recent>
        </div>
      </section>
    `;
  }

  #renderField(): TemplateResult {
    const words = messages.typed;
    return html`
      <form @submit=${this.#submitted} novalidate>
        <label for="code">${words.label}</label>
        <input
          id="code"
          name="code"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          autocorrect="off"
          spellcheck="false"
          enterkeyhint="send"
          @input=${this.#typing}
          @blur=${this.#typing}
          aria-describedby="hint"
          aria-invalid=${this.isEmpty ? 'true' : 'false'}
        />
        <button>${words.send}</button>
        <p id="hint" class=${this.isEmpty ? 'problem' : 'hint'} role="status">
          ${this.isEmpty ? words.empty : words.hint}
        </p>
      </form>
    `;
  }

  #renderDirection(): TemplateResult {
    const words = messages.direction;
    const option = (direction: Direction): TemplateResult => html`
      <label>
        <input
          type="radio"
          name="direction"
          .checked=${this.state.direction === direction}
          @change=${() => {
            this.door.setDirection(direction);
          }}
        />
        <span>${words[direction]}</span>
      </label>
    `;
    return html`
      <fieldset>
        <legend class="unseen">${words.label}</legend>
        ${option('in')} ${option('out')}
      </fieldset>
    `;
  }

  #renderTorch(): TemplateResult | typeof nothing {
    const { camera } = this.state;
    if (camera.state !== 'on' || camera.torch === 'none') return nothing;
    const isOn = camera.torch === 'on';
    return html`
      <button
        aria-pressed=${isOn ? 'true' : 'false'}
        @click=${() => {
          this.door.setTorch(!isOn);
        }}
      >
        ${icons.light} ${isOn ? messages.camera.torchOff : messages.camera.torchOn}
      </button>
    `;
  }

  #typing(): void {
    this.isEmpty = false;
  }

  /** The text goes on as it is: a pass may begin and end with a space. */
  #submitted(event: SubmitEvent): void {
    event.preventDefault();
    const field = this.renderRoot.querySelector<HTMLInputElement>('#code');
    const text = field?.value ?? '';
    this.isEmpty = text === '';
    this.door.enterTyped(text);
    if (field !== null) field.value = '';
  }
}

customElements.define('door-controls', DoorControls);
