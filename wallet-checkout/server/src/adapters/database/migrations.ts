import type { Migration } from 'kysely';
import type { DialectName } from './dialect.ts';
import { catalogue } from './migrations/001-catalogue.ts';
import { orders } from './migrations/002-orders.ts';
import { feeds } from './migrations/003-feeds.ts';
import { accounts } from './migrations/010-accounts.ts';
import { enrolments } from './migrations/011-enrolments.ts';
import { money } from './migrations/012-money.ts';
import { moneyOut } from './migrations/013-money-out.ts';
import { moneySums } from './migrations/020-money-sums.ts';

/** In the order of their names; each runs once, in a transaction. Never change one that was released: add the next. */
export function migrations(dialect: DialectName): Record<string, Migration> {
  return {
    '001-catalogue': catalogue,
    '002-orders': orders,
    '003-feeds': feeds(dialect),
    '010-accounts': accounts,
    '011-enrolments': enrolments,
    '012-money': money,
    '013-money-out': moneyOut,
    '020-money-sums': moneySums,
  };
}
