import type { DoorView } from '@tanglegate/core/http/doors';
import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { enrolPhone } from '../api/organiser-api.ts';
import { problemWords } from '../api/problem-words.ts';
import { shortDateWords, numberWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { note } from '../shared/note.ts';
import { enrolment } from './enrolment.ts';
import type { Enrolment } from './enrolment.ts';

const texts = words.organiser.live;

/** A door, with what happened at it where an event is being watched. */
type WatchedDoor = DoorView & { readonly admitted?: number; readonly refused?: number };

/** The doors and how they are; a phone is enrolled here. */
class DoorList extends LitElement {
  static override properties = {
    doors: { attribute: false },
    timeZone: {},
    ahead: { attribute: false },
    enrolling: { state: true },
    failure: { state: true },
    now: { state: true },
  };
  declare doors: readonly WatchedDoor[];
  declare timeZone: string;
  /** How far the server's clock is ahead of this device's. */
  declare ahead: number;
  declare private enrolling: (Enrolment & { readonly door: DoorView['id'] }) | undefined;
  declare private failure: { readonly door: DoorView['id']; readonly thrown: unknown } | undefined;
  declare private now: number;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.doors = [];
    this.timeZone = 'UTC';
    this.ahead = 0;
    this.now = Date.now();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    clearInterval(this.ticking);
    super.disconnectedCallback();
  }

  private async enrol(door: DoorView): Promise<void> {
    this.failure = undefined;
    try {
      const made = await enrolPhone(door.id);
      this.now = Date.now();
      this.enrolling = { door: door.id, doorName: door.name, link: made.link, expiresAt: made.expiresAt };
      clearInterval(this.ticking);
      this.ticking = setInterval(() => {
        this.now = Date.now();
      }, 1_000);
      await this.updateComplete;
      this.querySelector<HTMLElement>('.enrolment h3')?.focus();
    } catch (thrown) {
      this.failure = { door: door.id, thrown };
    }
  }

  private readonly close = () => {
    clearInterval(this.ticking);
    const door = this.enrolling?.door;
    this.enrolling = undefined;
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>(`[data-door="${door ?? ''}"] button`)?.focus(),
    );
  };

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="doors">
      <h2 id="doors">${texts.doors}</h2>
      ${
        this.doors.length === 0
          ? html`<p class="soft">${texts.noDoors}</p>`
          : html`<ul class="doors">
              ${this.doors.map((door) => this.door(door))}
            </ul>`
      }
    </section>`;
  }

  private door(door: WatchedDoor): TemplateResult {
    const seen =
      door.lastSeenAt === undefined ? undefined : texts.since(shortDateWords(door.lastSeenAt, this.timeZone));
    return html`<li class="door" data-door=${door.id}>
      <div class="door-head">
        <p>
          <strong>${door.name}</strong> <span class="soft">${door.zoneName}</span><br />
          <span class="door-state ${door.state}">${texts.states[door.state]}</span>
          ${door.state === 'offline' && seen !== undefined ? html`<span class="soft">${seen}</span>` : nothing}
          ${this.counts(door)}
        </p>
        <button
          type="button"
          class="button quiet"
          aria-label=${words.organiser.enrol.buttonAt(door.name)}
          @click=${() => void this.enrol(door)}
        >
          ${words.organiser.enrol.button}
        </button>
      </div>
      <div role="alert">
        ${this.failure?.door === door.id ? note('bad', problemWords(this.failure.thrown)) : nothing}
      </div>
      ${
        this.enrolling?.door === door.id
          ? enrolment(this.enrolling, this.now + this.ahead, {
              again: () => void this.enrol(door),
              close: this.close,
            })
          : nothing
      }
    </li>`;
  }

  private counts({ admitted, refused }: WatchedDoor): TemplateResult | typeof nothing {
    if (admitted === undefined || refused === undefined) return nothing;
    return html`<span class="soft door-counts"
      >${texts.admitted}: ${numberWords(admitted)}, ${texts.refused}: ${numberWords(refused)}</span
    >`;
  }
}

customElements.define('tg-door-list', DoorList);
