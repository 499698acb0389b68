import type { LiveView, Need } from '@tanglegate/core/http/live';
import { moneyWords } from '../format/money-words.ts';
import { shortDateWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { signedMoneyWords } from './money-balance.ts';

/** What needs the organiser, as one sentence that says what to do. */
export function needWords(need: Need, view: Pick<LiveView, 'coin' | 'event'>): string {
  const texts = words.organiser.needs;
  const at = (time: number) => shortDateWords(time, view.event.timeZone);
  switch (need.kind) {
    case 'ledger-unreachable':
      return texts[need.kind](at(need.since), sentence(need.why));
    case 'ledger-fallback':
      return texts[need.kind](need.node, at(need.since), sentence(need.why));
    case 'register-behind':
      return texts[need.kind](need.venue, need.missing);
    case 'addresses-low':
      return texts[need.kind](need.left);
    case 'money-unaccounted':
      return texts[need.kind](signedMoneyWords(need.amount, view.coin));
    case 'deposits-refused':
      return texts[need.kind](need.count);
    case 'ledger-gap':
      return texts[need.kind](need.from, need.to);
    case 'refunds-due':
      return texts[need.kind](need.count, moneyWords(need.amount, view.coin));
    case 'door-offline':
      return texts[need.kind](need.doorName, at(need.since));
  }
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
