import { buying } from './en-buying.ts';
import { money } from './en-money.ts';
import { organiser } from './en-organiser.ts';
import { problems } from './en-problems.ts';
import { ticket } from './en-ticket.ts';

/** All texts in English. A further language is another object of the type `Messages` (see words.ts). */
export const en = {
  /** For `Intl`: 24-hour times, day before month. */
  locale: 'en-GB',
  waiting: 'One moment…',
  buying,
  ticket,
  organiser,
  money,
  problems,
};
