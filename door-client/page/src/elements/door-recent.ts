import { css, html, LitElement, type TemplateResult } from 'lit';
import type { RecentScan } from '../domain/recent-scans.ts';
import { toneOf } from '../domain/stage.ts';
import { messages } from '../messages/current.ts';
import { tellTime } from '../wording/tell-time.ts';
import { wordVerdict } from '../wording/word-verdict.ts';
import { icons, toneIcons } from './icons.ts';
import { sharedStyles } from './shared-styles.ts';
import { timeTeller } from './time-teller.ts';

/** The last ten scans, behind one button. */
export class DoorRecent extends LitElement {
  static override properties = {
    recent: { attribute: false },
    zoneName: { attribute: false },
    covered: { attribute: false },
  };
  declare recent: readonly RecentScan[];
  declare zoneName: string;
  /** A verdict has come: the guard looks at that. */
  declare covered: boolean;

  static override styles = [
    sharedStyles,
    css`
      .open {
        width: 100%;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
      }
      ul {
        display: grid;
        gap: var(--space-3);
        list-style: none;
        margin: var(--space-4) 0 0;
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: start;
        gap: var(--space-1) var(--space-3);
      }
      .admit {
        color: var(--good);
      }
      .refused {
        color: var(--bad);
      }
      .look {
        color: var(--warn);
      }
      .what {
        font-weight: 600;
      }
      .why {
        grid-column: 2 / -1;
        color: var(--ink-soft);
      }
      time {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  protected override updated(): void {
    if (this.covered) this.#close();
  }

  protected override render(): TemplateResult {
    const words = messages.recent;
    return html`
      <button class="open" @click=${this.#open}>${icons.list} ${words.open}</button>
      <dialog aria-labelledby="title">
        <div class="head">
          <h2 id="title">${words.title}</h2>
          <button @click=${this.#close}>${words.close}</button>
        </div>
        ${
          this.recent.length === 0
            ? html`<p>${words.none}</p>`
            : html`<ul>
                ${this.recent.map((scan) => this.#renderScan(scan))}
              </ul>`
        }
      </dialog>
    `;
  }

  #renderScan({ at, direction, verdict }: RecentScan): TemplateResult {
    const tone = verdict === undefined ? 'no-answer' : toneOf(verdict);
    const words =
      verdict === undefined
        ? undefined
        : wordVerdict(verdict, { zoneName: this.zoneName, messages, teller: timeTeller });
    const hasTime = verdict?.decision === 'refuse' && (verdict.used ?? verdict.boundary) !== undefined;
    const details = [
      messages.direction[direction],
      words?.headline,
      words?.tier,
      hasTime ? words?.why : undefined,
    ];
    return html`
      <li data-tone=${tone}>
        <span class=${tone}>${toneIcons[tone]}</span>
        <span class="what ${tone}">${words?.heading ?? messages.recent.waiting}</span>
        <time datetime=${new Date(at).toISOString()}>${tellTime(at, at, undefined, timeTeller)}</time>
        <span class="why">${details.filter((part) => part !== undefined).join(' · ')}</span>
      </li>
    `;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #open(): void {
    this.#dialog?.showModal();
  }

  #close(): void {
    this.#dialog?.close();
  }
}

customElements.define('door-recent', DoorRecent);
