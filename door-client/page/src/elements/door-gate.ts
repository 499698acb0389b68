import { css, html, LitElement, type TemplateResult } from 'lit';
import type { GateWatch } from '../domain/gate-watch.ts';
import { messages } from '../messages/current.ts';
import { wordGate } from '../wording/word-stage.ts';
import { sharedStyles } from './shared-styles.ts';

/** A small drawn gate. It swings open on the driver's report, never on the verdict alone. */
export class DoorGate extends LitElement {
  static override properties = { gate: { attribute: false } };
  declare gate: GateWatch;

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--space-3);
      }
      .drawing {
        position: relative;
        flex: none;
        width: 64px;
        height: 48px;
        border: solid currentColor;
        border-width: 0 5px;
      }
      .leaf {
        position: absolute;
        inset: 8px 2px 4px;
        border: 3px solid currentColor;
        border-radius: 3px;
        background: repeating-linear-gradient(90deg, currentColor 0 3px, transparent 3px 11px);
        transform: perspective(160px) rotateY(0deg);
        transform-origin: left center;
        transition: transform 350ms ease-out;
      }
      .opened .leaf {
        transform: perspective(160px) rotateY(-72deg);
      }
      .failed .drawing,
      .silent .drawing {
        border-style: dashed;
      }
      @media (prefers-reduced-motion: reduce) {
        .leaf {
          transition: none;
        }
      }
      .row {
        display: flex;
        align-items: center;
        gap: var(--space-3);
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`
      <div class="row ${this.gate.state}" data-testid="gate" data-state=${this.gate.state}>
        <div class="drawing" aria-hidden="true"><div class="leaf"></div></div>
        <p role="status">${wordGate(this.gate, messages)}</p>
      </div>
    `;
  }
}

customElements.define('door-gate', DoorGate);
