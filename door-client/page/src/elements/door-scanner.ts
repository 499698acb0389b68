import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { millis } from '@tanglegate/core/clock';
import type { DoorCredential } from '@tanglegate/core/http/doors';
import type { GateWatch } from '../domain/gate-watch.ts';
import { fillsScreen, staysFor } from '../domain/stage.ts';
import { messages } from '../messages/current.ts';
import type { Door, DoorState } from '../ports/door.ts';
import { wordLink, wordStage } from '../wording/word-stage.ts';
import type { VerdictWords } from '../wording/word-verdict.ts';
import './door-controls.ts';
import './door-gate.ts';
import './door-settings.ts';
import './door-verdict.ts';
import { icons } from './icons.ts';
import { scannerStyles } from './scanner-styles.ts';
import { sharedStyles } from './shared-styles.ts';
import { timeTeller } from './time-teller.ts';

/**
 * A door at work: the camera, the banner, the thumb's controls, and the verdict over all of it.
 * @fires door-forget
 * @fires door-dismiss-problem
 */
export class DoorScanner extends LitElement {
  static override properties = {
    door: { attribute: false },
    state: { attribute: false },
    credential: { attribute: false },
    problem: { attribute: false },
  };
  declare door: Door;
  declare state: DoorState;
  declare credential: DoorCredential;
  /** Why the last link did not enrol, in words. */
  declare problem: string | undefined;

  static override styles = [sharedStyles, scannerStyles];

  #words: VerdictWords | undefined;
  /** What had the focus before the verdict took it. */
  #before: HTMLElement | undefined;

  protected override willUpdate(): void {
    const { stage, link } = this.state;
    const wasShown = this.#words !== undefined;
    const place = { zoneName: this.credential.zoneName, messages, teller: timeTeller };
    this.#words = wordStage(stage, { ...place, isOnline: link.state === 'online' });
    if (!wasShown && this.#words !== undefined) this.#before = focusedIn(this.shadowRoot);
  }

  protected override updated(changed: Map<string, unknown>): void {
    const video = this.renderRoot.querySelector('video');
    if (changed.has('door') && video !== null) this.door.showCamera(video);
    const before = changed.get('state') as DoorState | undefined; // Lit's map does not know the property's type.
    if (before?.stage === this.state.stage) return;
    if (this.#words !== undefined) {
      const verdict = this.renderRoot.querySelector('door-verdict');
      void verdict?.updateComplete.then(() => {
        verdict.focus();
      });
    } else {
      this.#before?.focus();
      this.#before = undefined;
    }
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    return html`
      <div class="page" ?inert=${words !== undefined}>
        ${this.#renderHeader()}
        <main>
          ${this.#renderCamera()}
          <door-gate .gate=${this.state.gate}></door-gate>
        </main>
        <door-controls
          .door=${this.door}
          .state=${this.state}
          .zoneName=${this.credential.zoneName}
        ></door-controls>
      </div>
      ${words === undefined ? nothing : this.#renderVerdict(words)}
      <div class="unseen" role="alert" aria-live="assertive">
        ${keyed(this.state.stage, html`<p>${words?.spoken}</p>`)}
      </div>
    `;
  }

  #renderVerdict(words: VerdictWords): TemplateResult {
    const verdict = html`
      <door-verdict
        .words=${words}
        .gate=${this.#gateOfVerdict()}
        .canAskAgain=${this.state.link.state === 'online'}
        .staysMs=${staysFor(this.state.stage)}
        @door-next=${this.door.next}
        @door-ask-again=${this.door.askAgain}
      ></door-verdict>
    `;
    // A new verdict is a new element: its bar begins anew.
    return html`${keyed(this.state.stage, verdict)}`;
  }

  /** The gate belongs beside the ADMIT that it opens for, and to no other verdict. */
  #gateOfVerdict(): GateWatch | undefined {
    const { gate, stage } = this.state;
    const isIts = stage.kind === 'verdict' && gate.state !== 'closed' && gate.scan === stage.verdict.id;
    return isIts ? gate : undefined;
  }

  #renderHeader(): TemplateResult {
    const { link, sound, camera } = this.state;
    const trouble = wordLink(link, millis(Date.now()), messages, timeTeller);
    return html`
      <header>
        <div class="name">
          <h1>${this.credential.doorName}</h1>
          <p>${this.credential.zoneName}</p>
        </div>
        <p class="link ${link.state}" data-testid="link" data-state=${link.state}>
          <span class="dot" aria-hidden="true"></span>
          ${link.state === 'online' ? messages.link.online : nothing}
        </p>
        <door-settings
          .doorName=${this.credential.doorName}
          .camera=${camera}
          .covered=${fillsScreen(this.state.stage)}
          @door-forget=${this.#forget}
          @door-choose-camera=${this.#chooseCamera}
        ></door-settings>
      </header>
      <div class="banners">
        <div role="status">
          ${
            trouble === undefined
              ? nothing
              : html`<p class="banner ${link.state}">
                  ${icons.noLink}<span><strong>${trouble.what}</strong> ${trouble.means}</span>
                </p>`
          }
        </div>
        ${
          sound === 'locked'
            ? html`<button class="banner">${icons.sound} ${messages.sound.locked}</button>`
            : nothing
        }
        ${
          this.problem === undefined
            ? nothing
            : html`<p class="banner" role="alert">
                <span>${this.problem}</span>
                <button @click=${this.#dismissProblem}>${messages.enrol.dismiss}</button>
              </p>`
        }
      </div>
    `;
  }

  #renderCamera(): TemplateResult {
    const { camera, stage } = this.state;
    const words = messages.camera;
    const isOn = camera.state === 'on';
    const ready = stage.kind === 'asking' ? words.asking : words.ready;
    return html`
      <div class="camera" data-testid="camera" data-state=${camera.state}>
        <video muted playsinline autoplay aria-label=${words.label} class=${isOn ? '' : 'off'}></video>
        ${isOn ? html`<div class="frame" aria-hidden="true"></div>` : nothing}
        <p class="hint" role="status">${camera.state === 'on' ? ready : words[camera.state]}</p>
        ${
          isOn || camera.state === 'starting'
            ? nothing
            : html`<button class="main" @click=${this.door.retryCamera}>${words.retry}</button>`
        }
      </div>
    `;
  }

  #chooseCamera(event: CustomEvent<string>): void {
    this.door.chooseCamera(event.detail);
  }

  #forget(): void {
    this.dispatchEvent(new Event('door-forget'));
  }

  #dismissProblem(): void {
    this.dispatchEvent(new Event('door-dismiss-problem'));
  }
}

/** The focused element itself, not the host of the shadow tree that it is in. */
function focusedIn(root: ShadowRoot | null): HTMLElement | undefined {
  const active = root?.activeElement;
  if (!(active instanceof HTMLElement)) return undefined;
  return focusedIn(active.shadowRoot) ?? active;
}

customElements.define('door-scanner', DoorScanner);
