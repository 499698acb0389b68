import type { Clock, Millis } from '@tanglegate/core/clock';
import { millis, MINUTE } from '@tanglegate/core/clock';
import type { SentMoney } from '@tanglegate/core/http/money-export';
import { ledgerUnits } from '@tanglegate/core/money';
import { moneyQueries } from '../../adapters/database/money-queries.ts';
import type { MoneyQueries } from '../../ports/money-queries.ts';
import type { Store } from '../../ports/store.ts';
import { advanceOrders } from '../../use-cases/advance-orders.ts';
import { followLedger } from '../../use-cases/follow-ledger.ts';
import { temporaryFolder } from '../start-backbone.ts';
import { free, testEvent, testTier } from '../test-event.ts';
import { testParts, type TestParts } from '../test-parts.ts';
import type { Cut } from './actions.ts';
import { newChain, type Chain } from './chain.ts';
import { powerCuts } from './power-cuts.ts';

export const PRICE = 1_000n;
/** Few of everything, so that stories meet the end of it. */
const SEATS = 6;
const ADDRESSES = 12;

/** A checkout on a real SQLite file, beside a ledger that goes on without it. */
export interface Sale {
  readonly chain: Chain;
  readonly leastOutput: bigint;
  /** Puts an unsafe part there, from outside; otherwise nothing. */
  readonly aroundStore: AroundStore;
  /** Of the database as it is open now. */
  parts: TestParts;
  /** What is under `aroundStore`. */
  disk: Store;
  money: MoneyQueries;
  /** Sent refunds that the server was not told of yet. */
  readonly untold: SentMoney['refunds'];
  now: Millis;
  readonly open: () => Promise<TestParts>;
}

export type AroundStore = (store: Store) => Store;

export async function openSale(leastOutput: bigint, aroundStore: AroundStore): Promise<Sale> {
  const folder = temporaryFolder();
  const event = testEvent({
    tiers: [
      testTier({ price: ledgerUnits(PRICE), capacity: SEATS }),
      testTier({ id: free, name: 'Free', price: ledgerUnits(0n), capacity: SEATS }),
    ],
  });
  let now = event.opensAt;
  const clock: Clock = { now: () => now };
  const open = async (): Promise<TestParts> => ({
    ...(await testParts({ event, folder, clock, addresses: ADDRESSES })),
    leastOutput: ledgerUnits(leastOutput),
  });
  const parts = await open();
  return {
    ...{ chain: newChain(), leastOutput, aroundStore, untold: [], open },
    ...opened(parts, aroundStore),
    get now() {
      return now;
    },
    set now(next) {
      now = next;
    },
  };
}

function opened(parts: TestParts, aroundStore: AroundStore): Pick<Sale, 'parts' | 'disk' | 'money'> {
  const { store, db } = parts;
  return { parts: { ...parts, store: aroundStore(store) }, disk: store, money: moneyQueries(db) };
}

export function letMinutesPass(sale: Sale, minutes: number): void {
  sale.now = millis(sale.now + minutes * MINUTE);
}

/** Killed, and started again on the same files: the follower first advances what waits. */
export async function restart(sale: Sale): Promise<void> {
  await sale.parts.db.destroy();
  Object.assign(sale, opened(await sale.open(), sale.aroundStore));
}

/** The real follower, until it has read everything or the power fails; then the checkout is started again. */
export async function follow(sale: Sale, cut: Cut): Promise<void> {
  const { chain, disk, aroundStore } = sale;
  const cuts = powerCuts(disk, cut);
  const parts = { ...sale.parts, store: aroundStore(cuts.store) };
  const advance = cuts.advance(() => advanceOrders(parts));
  const read = chain.readToTheEnd();
  const { ledger } = chain;
  const follower = followLedger({ ...parts, ledger, advance, pollMs: 0, random: () => 0 });
  follower.start();
  const ended = await Promise.race([read.then(() => 'read'), cuts.happened.then(() => 'cut')]);
  await follower.stop();
  if (ended === 'cut') await restart(sale);
}
