import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Repositories, Store } from '../ports/store.ts';
import { sales, type SaleStory } from '../testing/random-sale/actions.ts';
import { checkAgainstChain, checkSale } from '../testing/random-sale/check-sale.ts';
import { perform, settle } from '../testing/random-sale/perform.ts';
import { openSale, type AroundStore } from '../testing/random-sale/sale.ts';

const RUNS = 25;
/** A few are enough; an unlucky seed takes longer. */
const MOST_RUNS_TO_FIND = 200;
/** On a slow machine fewer stories are told; whatever is found is told with its seed. */
const LONGEST_MS = 8_000;

/** @throws when anything is not as it must be after any action, or at the end */
async function tell({ leastOutput, actions }: SaleStory, aroundStore: AroundStore): Promise<void> {
  const sale = await openSale(leastOutput, aroundStore);
  try {
    for (const action of actions) {
      await perform(sale, action);
      await checkSale(sale);
    }
    await settle(sale);
    await checkSale(sale);
    await checkAgainstChain(sale);
  } finally {
    await sale.parts.db.destroy();
  }
}

test('orders, payments, expiries, cancellations, refunds, power cuts and restarts in any sequence: the books hold, always', async () => {
  await fc.assert(
    fc.asyncProperty(sales, (story) => tell(story, (store) => store)),
    { numRuns: RUNS, interruptAfterTimeLimit: LONGEST_MS },
  );
}, 60_000);

const spoil =
  (change: (all: Repositories) => Partial<Repositories>): AroundStore =>
  (store) => ({
    read: store.read,
    transaction: (work) => store.transaction((all) => work({ ...all, ...change(all) })),
  });

/** The cursor is moved in one transaction, and what it passed is written in the next. */
function cursorFirst(store: Store): Store {
  return {
    read: store.read,
    async transaction(work) {
      const aside: ((all: Repositories) => Promise<unknown>)[] = [];
      const result = await store.transaction((all) => {
        const record: Repositories['deposits']['record'] = (found, at) => {
          if (found.length > 0) aside.push((later) => later.deposits.record(found, at));
          return Promise.resolve(found.length);
        };
        return work({ ...all, deposits: { ...all.deposits, record } });
      });
      for (const write of aside) await store.transaction(write);
      return result;
    },
  };
}

/** Unsafe parts, put there from outside: the stories must find each of them. */
test.each<[string, AroundStore]>([
  [
    'surplus is kept',
    spoil(({ refunds }) => ({
      refunds: {
        ...refunds,
        insert: (order, id, refund, at) =>
          refund.reason === 'surplus' ? Promise.resolve() : refunds.insert(order, id, refund, at),
      },
    })),
  ],
  ['the cursor is moved before the deposits are written', cursorFirst],
  [
    'deposits are applied again after each restart',
    spoil(({ deposits }) => ({
      deposits: { ...deposits, listUnapplied: (order) => deposits.listOf(order) },
    })),
  ],
  [
    'seats are promised without looking',
    spoil(({ seats }) => ({ seats: { ...seats, hold: () => Promise.resolve(true) } })),
  ],
])(
  'where %s, the stories find it',
  async (_what, unsafe) => {
    const told = await fc.check(
      fc.asyncProperty(sales, (story) => tell(story, unsafe)),
      { numRuns: MOST_RUNS_TO_FIND, endOnFailure: true },
    );
    expect(told.failed).toBe(true);
  },
  60_000,
);
