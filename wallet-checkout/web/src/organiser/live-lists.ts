import type { LiveView } from '@tanglegate/core/http/live';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { priceWords } from '../format/money-words.ts';
import { clockWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';

const texts = words.organiser.live;
const SHOWN = 12;

/** The last refusals with reasons, the last comings and goings, the last orders: newest first. */
export function lists(view: LiveView): TemplateResult {
  const zone = view.event.timeZone;
  const refusals = view.scans.flatMap((scan) => (scan.kind === 'refusal' ? [scan] : []));
  const comings = view.scans.flatMap((scan) => (scan.kind === 'admission' ? [scan] : []));
  return html`<div class="lists">
    ${list(
      'refusals',
      texts.refusals,
      texts.noRefusals,
      refusals.map((scan) =>
        line(scan.at, zone, texts.wasRefused(words.organiser.refusals[scan.reason], scan.doorName)),
      ),
    )}
    ${list(
      'comings',
      texts.comings,
      texts.noComings,
      comings.map((scan) => {
        const say = scan.direction === 'in' ? texts.cameIn : texts.wentOut;
        return line(scan.at, zone, say(scan.tierName, scan.doorName));
      }),
    )}
    ${list(
      'orders',
      texts.orders,
      texts.noOrders,
      view.orders.map((order) => {
        const what = texts.order(order.quantity, order.tierName, priceWords(order.price, view.coin));
        return line(order.at, zone, `${what}: ${texts.orderStates[order.state]}`);
      }),
    )}
  </div>`;
}

function list(id: string, title: string, empty: string, lines: readonly TemplateResult[]): TemplateResult {
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    ${
      lines.length === 0
        ? html`<p class="soft">${empty}</p>`
        : html`<ol class="log">
            ${lines.slice(0, SHOWN)}
          </ol>`
    }
  </section>`;
}

function line(at: number, timeZone: string, text: string): TemplateResult {
  return html`<li>
    <time class="soft" datetime=${new Date(at).toISOString()}>${clockWords(at, timeZone)}</time>
    <span>${text}</span>
  </li>`;
}
