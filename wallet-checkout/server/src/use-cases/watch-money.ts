import { unaccounted } from '../domain/money-balance.ts';
import type { Changes } from '../ports/changes.ts';
import type { Log } from '../ports/log.ts';
import type { MoneyQueries } from '../ports/money-queries.ts';

export interface MoneyWatch {
  /** Adds everything up, and says so when it does not add up, or does again. */
  check(): Promise<void>;
  /** Money in less money accounted for, as of the last check: zero when the books are right, or nobody has looked yet. */
  unaccounted(): bigint;
}

/** DESIGN §4's sum, as a query that the server runs on itself. */
export function watchMoney({
  money,
  changes,
  log,
}: {
  readonly money: MoneyQueries;
  readonly changes: Changes;
  readonly log: Log;
}): MoneyWatch {
  let difference = 0n;
  return {
    async check() {
      const found = unaccounted(await money.balance());
      if (found === difference) return;
      difference = found;
      if (found === 0n) log.info({}, 'the books add up again');
      else log.error({ unaccounted: found.toString() }, 'the books do not add up: see npm run audit-money');
      changes.tell('money', undefined);
    },
    unaccounted: () => difference,
  };
}
