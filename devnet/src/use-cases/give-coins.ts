import type { Clock } from '@tanglegate/core/clock';
import { MINUTE } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { Coin } from '../domain/object.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { EVERYTHING } from '../ports/ledger-store.ts';
import type { GiveCoins } from '../ports/submission.ts';
import type { Treasurer } from '../ports/transaction-codec.ts';
import type { SpendFromTreasury } from './spend-from-treasury.ts';

export interface GiveCoinsDeps {
  readonly store: LedgerStore;
  readonly treasurer: Treasurer;
  readonly spend: SpendFromTreasury;
  readonly clock: Clock;
  readonly perMinute: number;
}

/** As a local network's faucet gives them: five coins of 200 IOTA. */
const COINS = 5;
const AMOUNT = 200n * 10n ** 9n;

export function giveCoins({ store, treasurer, spend, clock, perMinute }: GiveCoinsDeps): GiveCoins {
  let asked: number[] = [];
  return async (recipient) => {
    const now = clock.now();
    asked = asked.filter((at) => now - at < MINUTE);
    if (asked.length >= perMinute) {
      throw new TanglegateError(
        'faucet-busy',
        `The faucet gives ${perMinute} times a minute. Ask again a little later.`,
      );
    }
    asked.push(now);
    const { transaction } = await spend((gasCoin) =>
      treasurer.signGift({ recipient, amount: AMOUNT, coins: COINS, gasCoin }),
    );
    const coins = transaction.outcome.changes
      .filter(({ before, id }) => before === undefined && id !== transaction.outcome.gasObject)
      .map(({ id }) => store.coins.find(id, EVERYTHING))
      .filter((coin): coin is Coin => coin !== undefined);
    return { transaction, coins };
  };
}
