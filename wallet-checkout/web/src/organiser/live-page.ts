import '../shared/no-eval.ts';
import '../shared/copy-button.ts';
import './door-list.ts';
import type { DoorView } from '@tanglegate/core/http/doors';
import type { EventSummary } from '@tanglegate/core/http/events';
import { liveViewSchema } from '@tanglegate/core/http/live';
import type { LiveView } from '@tanglegate/core/http/live';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import {
  liveEventsPath,
  loadDoors,
  loadLive,
  loadLiveEvents,
  loadSession,
  logOut,
} from '../api/organiser-api.ts';
import { dateTimeWords } from '../format/time-words.ts';
import { browserStream, browserTimer } from '../live-data/browser-stream.ts';
import { follow } from '../live-data/follow.ts';
import type { Following, Liveness } from '../live-data/follow.ts';
import { words } from '../messages/words.ts';
import { loadFailed, waiting } from '../shared/load-failed.ts';
import { PageElement } from '../shared/page-element.ts';
import { chooseEvent } from './choose-event.ts';
import { figures, needs, tierTable } from './live-figures.ts';
import { lists } from './live-lists.ts';
import { livenessWords } from './liveness-words.ts';

const texts = words.organiser.live;

class LivePage extends PageElement {
  static override properties = {
    events: { state: true },
    doors: { state: true },
    view: { state: true },
    liveness: { state: true },
    failure: { state: true },
  };
  declare private events: readonly EventSummary[] | undefined;
  declare private doors: readonly DoorView[];
  declare private view: LiveView | undefined;
  declare private liveness: Liveness;
  declare private failure: unknown;
  private following: Following | undefined;
  /** How far the server's clock is ahead of this device's. */
  private ahead = 0;

  constructor() {
    super();
    this.doors = [];
    this.liveness = 'connecting';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = texts.title;
    document.addEventListener('visibilitychange', this.lookAgain);
    window.addEventListener('hashchange', this.watch);
    void this.start();
  }

  override disconnectedCallback(): void {
    this.following?.stop();
    document.removeEventListener('visibilitychange', this.lookAgain);
    window.removeEventListener('hashchange', this.watch);
    super.disconnectedCallback();
  }

  private readonly lookAgain = () => {
    if (document.visibilityState === 'visible') this.following?.refresh();
  };

  private async start(): Promise<void> {
    this.failure = undefined;
    try {
      await loadSession();
      const [{ events }, { doors }] = await Promise.all([loadLiveEvents(), loadDoors()]);
      this.events = events;
      this.doors = doors;
      this.watch();
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  /** The chosen event stands in the fragment, so that a reload and a bookmark keep it. */
  private readonly watch = () => {
    const chosen = chooseEvent(this.events ?? [], location.hash, Date.now());
    if (chosen === undefined || chosen.id === this.view?.event.id) return;
    this.following?.stop();
    this.view = undefined;
    this.liveness = 'connecting';
    const load = () =>
      loadLive(chosen.id).catch((thrown: unknown) => {
        this.failed(thrown);
        throw thrown;
      });
    this.following = follow({
      openStream: browserStream(liveEventsPath(chosen.id), 'live'),
      load,
      parse: (data) => liveViewSchema.parse(JSON.parse(data)),
      timeOf: (view) => view.at,
      onView: (view) => {
        this.ahead = view.at - Date.now();
        this.view = view;
      },
      onLiveness: (liveness) => {
        this.liveness = liveness;
      },
      timer: browserTimer,
    });
    this.following.refresh();
  };

  private failed(thrown: unknown): void {
    if (thrown instanceof ApiError && thrown.status === 401) location.replace('/log-in');
    else if (this.view === undefined) this.failure = thrown;
  }

  private readonly leave = async () => {
    try {
      await logOut();
      location.replace('/log-in');
    } catch (thrown) {
      this.failure = thrown;
    }
  };

  protected override render(): TemplateResult {
    if (this.failure !== undefined) return loadFailed(this.failure, () => void this.start());
    if (this.events === undefined) return waiting();
    const { view } = this;
    // Known from the list already: what comes with the figures moves nothing above them.
    const event = view?.event ?? chooseEvent(this.events, location.hash, Date.now());
    return html`<div class="live-head">
        <h1>${event?.name ?? texts.title}</h1>
        <a class="button quiet" href="/money">${words.money.title}</a>
        <button type="button" class="button quiet" @click=${this.leave}>${texts.logOut}</button>
      </div>
      ${event === undefined ? nothing : html`<p class="soft">${dateTimeWords(event.startsAt, event.timeZone)}</p>`}
      ${this.choice(this.events)} ${this.livenessLine()}
      ${
        view === undefined
          ? this.nothingYet(this.events)
          : html`${needs(view)} ${figures(view)} ${tierTable(view)}
              <tg-door-list
                .doors=${view.doors}
                .timeZone=${view.event.timeZone}
                .ahead=${this.ahead}
              ></tg-door-list>
              ${lists(view)}`
      }`;
  }

  private nothingYet(events: readonly EventSummary[]): TemplateResult {
    if (events.length > 0) return waiting();
    return html`<p class="lead">${texts.noEvents}</p>
      <p>${texts.noEventsNext}</p>
      <tg-door-list .doors=${this.doors}></tg-door-list>`;
  }

  private livenessLine(): TemplateResult | typeof nothing {
    if (this.events?.length === 0) return nothing;
    const { tone, text } = livenessWords(this.liveness, this.view?.at, this.view?.event.timeZone ?? 'UTC');
    return html`<p class="liveness ${tone}" role="status">${text}</p>`;
  }

  private choice(events: readonly EventSummary[]): TemplateResult | typeof nothing {
    if (events.length < 2) return nothing;
    const chosen = chooseEvent(events, location.hash, Date.now());
    return html`<div class="field">
      <label for="event">${texts.chooseEvent}</label>
      <select
        id="event"
        @change=${(changed: Event) => {
          location.hash = (changed.target as HTMLSelectElement).value; // The listener sits on the select itself.
        }}
      >
        ${events.map((event) => html`<option value=${event.id} ?selected=${event.id === chosen?.id}>${event.name}</option>`)}
      </select>
    </div>`;
  }
}

customElements.define('tg-live-page', LivePage);
