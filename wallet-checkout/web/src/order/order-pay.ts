import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Coin } from '@tanglegate/core/money';
import type { Countdown } from '../format/countdown.ts';
import { moneyWords, plainAmount } from '../format/money-words.ts';
import { dateTimeWords, timeWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { qrImage } from '../qr/qr-image.ts';
import { clockIcon } from '../shared/icons.ts';
import { note } from '../shared/note.ts';
import { refusedList } from './refused-list.ts';
import { shortLateWords, shortWords } from './order-announcement.ts';

const texts = words.buying.order;
type Open = Extract<OrderView, { state: 'open' }>;

interface PayOptions {
  readonly order: Open;
  readonly coin: Coin;
  /** Some of its wallets want the amount in the smallest unit. */
  readonly isStardust: boolean;
  readonly clock: Countdown;
  readonly short: boolean;
  /** The wallet buttons, where there is a wallet. */
  readonly wallets: TemplateResult | typeof nothing;
  /** The one place for trouble: no sight of payments, no connection. */
  readonly trouble: TemplateResult | typeof nothing;
  readonly cancel: TemplateResult;
}

/** What is due now, and the ways to pay it: all above the fold on a phone. */
export function orderPay(options: PayOptions): TemplateResult {
  const { order, coin, clock, wallets } = options;
  const amount = moneyWords(order.due, coin);
  return html`<section class="pay">
    <h1 class="pay-head" tabindex="-1">${texts.pay(amount)}</h1>
    <div class="pay-by-wallet">
      ${options.trouble} ${options.short ? note('warn', shortWords(order, coin)) : nothing} ${wallets}
    </div>
    <div class="pay-by-hand">
      <p class="pay-how">${wallets === nothing ? texts.scan : texts.orBy}</p>
      ${qrImage(order.address, 'M', texts.qr)}
      <dl class="pay-copy">
        <div>
          <dt>${texts.address}</dt>
          <dd class="address">
            <tg-copy
              .text=${order.address}
              .label=${order.address}
              .what=${texts.copyAddress(order.address)}
            ></tg-copy>
          </dd>
        </div>
        <div>
          <dt>${texts.amount}</dt>
          <dd>
            <tg-copy
              .text=${plainAmount(order.due, coin)}
              .label=${amount}
              .what=${texts.copyAmount(amount)}
            ></tg-copy>
            ${
              options.isStardust
                ? html`<tg-copy
                    .text=${order.due}
                    .label=${texts.units(order.due)}
                    .what=${texts.copyUnits(order.due)}
                  ></tg-copy>`
                : nothing
            }
          </dd>
        </div>
      </dl>
    </div>
    <div class="pay-foot">
      ${clockLine(clock, order)}
      <p>${texts.tickets(order.quantity, order.tier.name)}, ${order.event.name}</p>
      <p class="soft">${texts.waiting}</p>
      ${refusedList(order, coin)}
      <details class="exchange">
        <summary>${texts.exchange}</summary>
        <p>${texts.exchangeHow(amount)}</p>
        <p>${texts.exchangeWait(timeWords(order.heldUntil, order.event.timeZone))}</p>
      </details>
      ${options.cancel}
    </div>
  </section>`;
}

function clockLine(clock: Countdown, order: Open): TemplateResult {
  const pad = timeWords(order.expiresAt, order.event.timeZone);
  switch (clock.kind) {
    case 'calm':
      return html`<p class="clock soft">
        ${clockIcon} ${texts.payBefore(pad)}, ${texts.minutesLeft(clock.minutes)}
      </p>`;
    case 'close':
      return html`<p class="clock close" role="timer">${clockIcon} ${texts.clockLeft(clock.clock)}</p>`;
    case 'over':
      return html`<p class="clock close">${clockIcon} ${texts.late}</p>`;
  }
}

/** The wallet has sent it: nothing to do but wait. */
export function orderSeen(
  order: Open,
  slow: boolean,
  trouble: TemplateResult | typeof nothing,
): TemplateResult {
  return html`<section class="ending">
    <div class="spinner" aria-hidden="true"></div>
    <h1 tabindex="-1">${texts.seen}</h1>
    <p class="lead">${slow ? texts.seenSlow : texts.seenNext}</p>
    <p class="soft">${texts.tickets(order.quantity, order.tier.name)}, ${order.event.name}</p>
    ${trouble}
  </section>`;
}

/** Expired for the buyer, but the seats are still kept for money on its way. */
export function orderLate(order: Open, coin: Coin, trouble: TemplateResult | typeof nothing): TemplateResult {
  return html`<section class="ending">
    <h1 tabindex="-1">${texts.late}</h1>
    <p class="lead">${texts.lateNext(timeWords(order.heldUntil, order.event.timeZone))}</p>
    ${order.received === '0' ? nothing : note('warn', shortLateWords(order, coin))}
    ${refusedList(order, coin)} ${trouble}
    <p><a class="button" href="/events/${order.event.id}">${texts.again}</a></p>
  </section>`;
}

export const eventLine = (order: OrderView): string =>
  `${order.event.name}, ${dateTimeWords(order.event.startsAt, order.event.timeZone)}`;
