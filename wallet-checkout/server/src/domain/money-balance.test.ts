import fc from 'fast-check';
import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { advanceOrder, isCoveredLate, type OrderEvent, type Outcome } from './advance-order.ts';
import { sum, unaccounted, type MoneyBalance } from './money-balance.ts';
import type { Order } from './order.ts';
import { seeRefund, sendRefund, writeOffRefund, type NewRefund, type Refund } from './refund.ts';
import { address, open, terms, units } from './testing/orders.ts';

type Step = OrderEvent | { readonly kind: 'send' | 'see' | 'write-off'; readonly which: number };

/** What an order of price 100 may meet, with amounts where the rules turn: nothing short of them, one short, one over. */
const steps = (leastOutput: bigint): fc.Arbitrary<Step> => {
  const around = [1n, leastOutput, 100n - leastOutput, 100n, 100n + leastOutput].flatMap((n) => [
    n - 1n,
    n,
    n + 1n,
  ]);
  const amount = fc.oneof(fc.constantFrom(...around.filter((n) => n > 0n)), fc.bigInt(1n, 300n)).map(units);
  const which = fc.nat(5);
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('deposit' as const), amount }) },
    fc.constantFrom<OrderEvent>({ kind: 'time-passed' }, { kind: 'cancel' }, { kind: 'revoke' }),
    fc.record({ kind: fc.constantFrom('send' as const, 'see' as const, 'write-off' as const), which }),
  );
};

const stories = fc.constantFrom(1n, 2n, 10n, 60n).chain((leastOutput) =>
  fc.record({
    leastOutput: fc.constant(leastOutput),
    steps: fc.array(
      fc.record({
        step: steps(leastOutput),
        at: fc.integer({ min: 0, max: 4_000 }),
        lateSeats: fc.constantFrom('taken' as const, 'none-left' as const, 'sale-over' as const),
      }),
      { maxLength: 25 },
    ),
  }),
);
type Story = typeof stories extends fc.Arbitrary<infer T> ? T : never;
type Advance = typeof advanceOrder;

interface Life {
  readonly order: Order;
  readonly moneyIn: bigint;
  readonly refunds: readonly Refund[];
  readonly seats: { readonly held: number; readonly sold: number };
  /** Valid ones. */
  readonly tickets: number;
}

const born: Life = {
  order: open(),
  moneyIn: 0n,
  refunds: [],
  seats: { held: terms.quantity, sold: 0 },
  tickets: 0,
};

function dealWithRefund(refund: Refund, kind: 'send' | 'see' | 'write-off', at: number): Refund {
  if (kind === 'send' && refund.state === 'due')
    return sendRefund(refund, { to: address, ledgerId: 'tx', at: millis(at) });
  if (kind === 'see' && refund.state === 'sent') return seeRefund(refund, millis(at));
  if (kind === 'write-off' && refund.state === 'due') return writeOffRefund(refund, millis(at));
  return refund;
}

function writtenDown(refund: NewRefund, id: string): Refund {
  const owed = { ...refund, id, order: terms.id, createdAt: millis(0) };
  return refund.state === 'due'
    ? { ...owed, state: 'due' }
    : { ...owed, state: 'written-off', writtenOffAt: millis(0) };
}

const seatsAfter = (
  seats: Life['seats'],
  { order, seats: change }: Outcome,
  late: boolean,
): Life['seats'] => {
  const n = order.quantity;
  const { held, sold } = late ? { held: seats.held, sold: seats.sold + n } : seats;
  if (change === 'held-to-sold') return { held: held - n, sold: sold + n };
  if (change === 'release-held') return { held: held - n, sold };
  return change === 'return-sold' ? { held, sold: sold - n } : { held, sold };
};

function ticketsAfter(tickets: number, { order, tickets: change }: Outcome): number {
  if (change === 'issue') return tickets + order.quantity;
  return change === 'revoke' ? 0 : tickets;
}

/** One event of the order; one that its state does not allow changes nothing. */
function live(
  life: Life,
  event: OrderEvent,
  story: Story,
  { at, lateSeats }: Story['steps'][number],
  advance: Advance,
) {
  const leastOutput = units(story.leastOutput);
  const asks = event.kind === 'deposit' && isCoveredLate(life.order, event.amount, leastOutput);
  let outcome: Outcome;
  try {
    const late = asks ? lateSeats : 'not-asked';
    outcome = advance(life.order, event, { at: millis(at), leastOutput, lateSeats: late });
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^order-not-/) as string });
    return life;
  }
  for (const refund of outcome.refunds)
    expect(refund.state).toBe(refund.amount < leastOutput ? 'written-off' : 'due');
  return {
    order: outcome.order,
    moneyIn: life.moneyIn + (event.kind === 'deposit' ? event.amount : 0n),
    refunds: [...life.refunds, ...outcome.refunds.map((one, i) => writtenDown(one, `${at}-${i}`))],
    seats: seatsAfter(life.seats, outcome, asks && lateSeats === 'taken'),
    tickets: ticketsAfter(life.tickets, outcome),
  };
}

function balanceOf({ order, moneyIn, refunds }: Life): MoneyBalance {
  const amounts = (isWrittenOff: boolean): bigint =>
    sum(refunds.filter(({ state }) => (state === 'written-off') === isWrittenOff).map((one) => one.amount));
  return {
    ...{ moneyIn, refused: 0n, refunds: amounts(false), dust: amounts(true) },
    tickets: order.state === 'paid' ? order.kept : 0n,
    openPartPayments: order.state === 'open' ? order.received : 0n,
  };
}

/** @throws when something is not as it must be after any step */
function tell(story: Story, advance: Advance): void {
  let life = born;
  for (const each of story.steps) {
    const { step, at } = each;
    if ('which' in step) {
      const refunds = life.refunds.map((one, i) =>
        i === step.which ? dealWithRefund(one, step.kind, at) : one,
      );
      life = { ...life, refunds };
    } else {
      life = live(life, step, story, each, advance);
    }
    const { order, seats, tickets } = life;
    expect(unaccounted(balanceOf(life))).toBe(0n);
    expect(tickets).toBe(order.state === 'paid' ? order.quantity : 0);
    expect(seats).toEqual({
      held: order.state === 'open' ? order.quantity : 0,
      sold: order.state === 'paid' ? order.quantity : 0,
    });
    if (order.state === 'paid') expect(order.price - order.kept).toBeLessThan(story.leastOutput);
  }
}

test('whatever happens to an order, in whatever sequence: all money is accounted for, and a paid order has its tickets and seats', () => {
  fc.assert(
    fc.property(stories, (story) => {
      tell(story, advanceOrder);
    }),
    { numRuns: 1_000 },
  );
});

const without = (change: (outcome: Outcome) => Partial<Outcome>): Advance => {
  return (...all) => {
    const outcome = advanceOrder(...all);
    return { ...outcome, ...change(outcome) };
  };
};

/** Put there from outside: each must be found. */
test.each<[string, Advance]>([
  [
    'surplus is kept',
    without(({ refunds }) => ({ refunds: refunds.filter((one) => one.reason !== 'surplus') })),
  ],
  [
    'dust is forgotten',
    without(({ refunds }) => ({ refunds: refunds.filter((one) => one.state === 'due') })),
  ],
  [
    'late money gets no tickets',
    without(({ seats }) => (seats === 'as-they-are' ? { tickets: 'as-they-are' } : {})),
  ],
  [
    'a cancelled order keeps its seats',
    without(({ order }) => (order.state === 'cancelled' ? { seats: 'as-they-are' } : {})),
  ],
])('where %s, the stories find it', (_what, unsafe) => {
  const told = fc.check(
    fc.property(stories, (story) => {
      tell(story, unsafe);
    }),
    { numRuns: 1_000, endOnFailure: true },
  );
  expect(told.failed).toBe(true);
});

test('money that stands nowhere shows', () => {
  const balance = { moneyIn: 10n, tickets: 7n, openPartPayments: 0n, refunds: 1n, refused: 0n, dust: 1n };
  expect(unaccounted(balance)).toBe(1n);
});
