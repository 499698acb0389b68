import '../shared/no-eval.ts';
import '../shared/ask-first.ts';
import './carry-files.ts';
import './withdraw-order.ts';
import type { MoneyView } from '@tanglegate/core/http/money';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { loadMoney, noteRefused, writeOffRefund } from '../api/money-api.ts';
import { problemWords } from '../api/problem-words.ts';
import { timeWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { loadFailed, waiting } from '../shared/load-failed.ts';
import { note } from '../shared/note.ts';
import { PageElement } from '../shared/page-element.ts';
import { balanceList } from './money-balance.ts';
import { hereZone, refundsSection, refusedSection } from './money-lists.ts';

const texts = words.money;
const LOOK_AGAIN_MS = 5_000;

class MoneyPage extends PageElement {
  static override properties = {
    view: { state: true },
    failure: { state: true },
    deedFailure: { state: true },
  };
  declare private view: MoneyView | undefined;
  /** Of the last look. Where there are figures already, they stay, and are said to be old. */
  declare private failure: unknown;
  declare private deedFailure: unknown;
  private ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = texts.title;
    this.ticking = setInterval(() => {
      if (document.visibilityState === 'visible') void this.look();
    }, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', this.lookAgain);
    void this.look();
  }

  override disconnectedCallback(): void {
    clearInterval(this.ticking);
    document.removeEventListener('visibilitychange', this.lookAgain);
    super.disconnectedCallback();
  }

  private readonly lookAgain = () => {
    if (document.visibilityState === 'visible') void this.look();
  };

  private readonly look = async () => {
    try {
      this.view = await loadMoney();
      this.failure = undefined;
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 401) location.replace('/log-in#money');
      else this.failure = thrown;
    }
  };

  private readonly writeOff = async (refund: string) => {
    try {
      await writeOffRefund(refund);
    } finally {
      await this.look();
    }
  };

  private readonly noteAll = async () => {
    if (this.view === undefined) return;
    this.deedFailure = undefined;
    try {
      await noteRefused(this.view.at);
    } catch (thrown) {
      this.deedFailure = thrown;
    }
    await this.look();
  };

  protected override render(): TemplateResult {
    const { view } = this;
    if (view === undefined)
      return this.failure === undefined ? waiting() : loadFailed(this.failure, () => void this.look());
    const time = timeWords(view.at, hereZone());
    const stale = this.failure !== undefined;
    return html`<h1>${texts.title}</h1>
      <p class="link"><a href="/live">${texts.toLive}</a></p>
      <p class="liveness ${stale ? 'bad' : 'good'}" role=${stale ? 'alert' : 'none'}>
        ${stale ? texts.stale(time) : texts.asOf(time)}
      </p>
      ${balanceList(view)} ${refundsSection(view, this.writeOff)}
      ${refusedSection(view, () => void this.noteAll())}
      <div role="alert">
        ${this.deedFailure === undefined ? '' : note('bad', problemWords(this.deedFailure))}
      </div>
      <tg-carry-files @tg-changed=${this.look}></tg-carry-files>
      <tg-withdraw-order @tg-changed=${this.look}></tg-withdraw-order>`;
  }
}

customElements.define('tg-money-page', MoneyPage);
