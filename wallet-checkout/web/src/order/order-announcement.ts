import type { Coin } from '@tanglegate/core/money';
import { moneyWords } from '../format/money-words.ts';
import { words } from '../messages/words.ts';
import type { OrderModel } from './order-model.ts';

const texts = words.buying.order;

/** What a screen reader is told when the state changes: never the ticking clock, but that little time is left. */
export function announcement(model: OrderModel, coin: Coin): string {
  switch (model.kind) {
    case 'pay':
      if (model.short) return shortWords(model.order, coin);
      return model.clock.kind === 'close' ? texts.soonOver : texts.waiting;
    case 'seen':
      return `${texts.seen}. ${model.slow ? texts.seenSlow : texts.seenNext}`;
    case 'late':
      return model.order.received === '0'
        ? texts.late
        : `${texts.late}. ${shortLateWords(model.order, coin)}`;
    case 'paid':
      return `${texts.paid}. ${texts.paidNext(model.order.quantity)}`;
    case 'ended':
      return texts[model.order.state];
  }
}

export function shortWords(order: { received: string; price: string; due: string }, coin: Coin): string {
  return texts.short(
    moneyWords(order.received, coin),
    moneyWords(order.price, coin),
    moneyWords(order.due, coin),
  );
}

/** After the expiry nobody is asked to send more: only money on its way still counts. */
export function shortLateWords(order: { received: string; price: string }, coin: Coin): string {
  return texts.shortLate(moneyWords(order.received, coin), moneyWords(order.price, coin));
}
