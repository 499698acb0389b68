import type { LiveView } from '@tanglegate/core/http/live';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { moneyWords } from '../format/money-words.ts';
import { numberWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { note } from '../shared/note.ts';
import { needWords } from './need-words.ts';

const texts = words.organiser.live;

export function needs(view: LiveView): TemplateResult {
  return html`<section aria-labelledby="needs">
    <h2 id="needs">${texts.needs}</h2>
    <div role="status">
      ${
        view.needs.length === 0
          ? html`<p class="soft">${texts.needsNothing}</p>`
          : view.needs.map((need) => note('warn', needWords(need, view)))
      }
    </div>
  </section>`;
}

/** The four numbers an organiser looks for from across the room. */
export function figures(view: LiveView): TemplateResult {
  return html`<dl class="figures">
    ${figure(texts.sold, numberWords(view.sold), [
      texts.ofCapacity(numberWords(view.capacity)),
      view.held > 0 ? texts.held(numberWords(view.held)) : undefined,
    ])}
    ${figure(texts.inside, numberWords(view.inside), [])}
    ${figure(texts.scans, numberWords(view.scansLastMinute), [])}
    ${figure(texts.income, moneyWords(view.income, view.coin).replace('\u00a0', ' '), [])}
  </dl>`;
}

function figure(name: string, value: string, more: readonly (string | undefined)[]): TemplateResult {
  const said = more.filter((text) => text !== undefined);
  return html`<div>
    <dt>${name}</dt>
    <dd class="figure">${value}</dd>
    ${said.length === 0 ? nothing : html`<dd class="soft">${said.join(', ')}</dd>`}
  </div>`;
}

export function tierTable(view: LiveView): TemplateResult {
  return html`<section aria-labelledby="tiers">
    <h2 id="tiers">${texts.tiers}</h2>
    <div class="wide-table" tabindex="0" role="group" aria-labelledby="tiers">
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.tier}</th>
            <th scope="col" class="number">${texts.sold}</th>
            <th scope="col" class="number">${texts.capacity}</th>
            <th scope="col" class="number">${texts.heldShort}</th>
            <th scope="col" class="number">${texts.admitted}</th>
          </tr>
        </thead>
        <tbody>
          ${view.tiers.map(
            (tier) =>
              html`<tr>
                <th scope="row">${tier.name}</th>
                <td class="number">${numberWords(tier.sold)}</td>
                <td class="number">${numberWords(tier.capacity)}</td>
                <td class="number">${numberWords(tier.held)}</td>
                <td class="number">${numberWords(tier.admitted)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
