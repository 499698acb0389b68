import type { MoneyView } from '@tanglegate/core/http/money';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { moneyWords } from '../format/money-words.ts';
import { numberWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { note } from '../shared/note.ts';

const texts = words.money;
const LINES = ['moneyIn', 'tickets', 'openPartPayments', 'refunds', 'refused', 'dust'] as const;

/** DESIGN §4: money in = tickets + open part-payments + refunds + refused + dust, each with its sum. */
export function balanceList({ balance, coin, addressesLeft }: MoneyView): TemplateResult {
  const missing = balance.unaccounted;
  return html`<section aria-labelledby="books">
    <h2 id="books">${texts.books}</h2>
    <dl class="balance">
      ${LINES.map(
        (line) =>
          html`<div class=${line === 'moneyIn' ? 'total' : ''}>
            <dt>${texts.balance[line]}</dt>
            <dd>${moneyWords(balance[line], coin)}</dd>
          </div>`,
      )}
    </dl>
    ${
      missing === '0'
        ? html`<p class="soft">${texts.addsUp}</p>`
        : note('bad', texts.addsNot(signedMoneyWords(missing, coin)), texts.addsNotNext)
    }
    <p class="soft">${texts.addresses(numberWords(addressesLeft))}</p>
  </section>`;
}

/** A difference may be below nothing. */
export function signedMoneyWords(amount: string, coin: MoneyView['coin']): string {
  const isLess = amount.startsWith('-');
  return `${isLess ? '−' : ''}${moneyWords(amount.replace('-', ''), coin)}`;
}
