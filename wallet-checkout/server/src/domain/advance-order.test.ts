import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { ledgerUnits, NOTHING } from '@tanglegate/core/money';
import { advanceOrder, type Circumstances, type OrderEvent } from './advance-order.ts';
import type { Order } from './order.ts';
import { address, at, open, states, terms, units } from './testing/orders.ts';

const deposit = (amount: bigint): OrderEvent => ({ kind: 'deposit', amount: units(amount) });
const time: OrderEvent = { kind: 'time-passed' };
const cancel: OrderEvent = { kind: 'cancel' };
const revoke: OrderEvent = { kind: 'revoke' };

interface Then {
  readonly order: Partial<Order>;
  readonly refunds?: readonly [amount: bigint, reason: string, state?: string][];
  readonly seats?: string;
  readonly tickets?: string;
}
interface Story {
  readonly given: Order;
  readonly when: OrderEvent;
  readonly late?: 'taken' | 'none-left' | 'sale-over';
  readonly now?: number;
  readonly then: Then | { readonly error: string };
}

const unchanged = (order: Order): Then => ({ order });
const paid = { state: 'paid', address, kept: units(100n), paidAt: at } as const;
const partPaid = open({ received: units(40n) });
/** Price 100, held until 2000; `at` is 1500, the least output 10. */
const stories: Record<string, Story> = {
  'open, part of the money': { given: open(), when: deposit(40n), then: { order: partPaid } },
  'open, the rest of the money': {
    given: partPaid,
    when: deposit(60n),
    then: { order: paid, seats: 'held-to-sold', tickets: 'issue' },
  },
  'open, all of the money': {
    given: open(),
    when: deposit(100n),
    then: { order: paid, seats: 'held-to-sold', tickets: 'issue' },
  },
  'open, too much money': {
    given: open(),
    when: deposit(130n),
    then: { order: paid, refunds: [[30n, 'surplus']], seats: 'held-to-sold', tickets: 'issue' },
  },
  'open, too much by dust': {
    given: open(),
    when: deposit(109n),
    then: {
      order: paid,
      refunds: [[9n, 'surplus', 'written-off']],
      seats: 'held-to-sold',
      tickets: 'issue',
    },
  },
  'open, short by dust': {
    given: open(),
    when: deposit(91n),
    then: { order: { ...paid, kept: units(91n) }, seats: 'held-to-sold', tickets: 'issue' },
  },
  'open, short by the least that can be paid': {
    given: open(),
    when: deposit(90n),
    then: { order: open({ received: units(90n) }) },
  },
  'open, time within the grace': { given: open(), when: time, now: 1_999, then: unchanged(open()) },
  'open, grace over': {
    given: open(),
    when: time,
    now: 2_000,
    then: { order: { state: 'expired', address, expiredAt: millis(2_000) }, seats: 'release-held' },
  },
  'open and part-paid, grace over': {
    given: partPaid,
    when: time,
    now: 2_000,
    then: {
      order: { state: 'expired', address, expiredAt: millis(2_000) },
      refunds: [[40n, 'part-paid']],
      seats: 'release-held',
    },
  },
  'open and paid a speck, grace over': {
    given: open({ received: units(3n) }),
    when: time,
    now: 2_000,
    then: {
      order: { state: 'expired', address, expiredAt: millis(2_000) },
      refunds: [[3n, 'part-paid', 'written-off']],
      seats: 'release-held',
    },
  },
  'open, cancelled': {
    given: open(),
    when: cancel,
    then: { order: { state: 'cancelled', address, cancelledAt: at }, seats: 'release-held' },
  },
  'open and part-paid, cancelled': {
    given: partPaid,
    when: cancel,
    then: {
      order: { state: 'cancelled', address, cancelledAt: at },
      refunds: [[40n, 'cancelled']],
      seats: 'release-held',
    },
  },
  'open, revoked': { given: open(), when: revoke, then: { error: 'order-not-paid' } },
  'paid, money once more': {
    given: states.paid,
    when: deposit(100n),
    then: { order: states.paid, refunds: [[100n, 'surplus']] },
  },
  'paid, time': { given: states.paid, when: time, now: 9_000, then: unchanged(states.paid) },
  'paid, cancelled': { given: states.paid, when: cancel, then: { error: 'order-not-open' } },
  'paid, revoked': {
    given: states.paid,
    when: revoke,
    then: {
      order: { state: 'revoked', address, revokedAt: at },
      refunds: [[100n, 'revoked']],
      seats: 'return-sold',
      tickets: 'revoke',
    },
  },
  'free and paid, revoked': {
    given: { ...terms, price: NOTHING, state: 'paid', kept: NOTHING, paidAt: at },
    when: revoke,
    then: { order: { state: 'revoked', revokedAt: at }, seats: 'return-sold', tickets: 'revoke' },
  },
  'expired, late money, seats left': {
    given: states.expired,
    when: deposit(100n),
    late: 'taken',
    then: { order: paid, tickets: 'issue' },
  },
  'expired, too much late money, seats left': {
    given: states.expired,
    when: deposit(150n),
    late: 'taken',
    then: { order: paid, refunds: [[50n, 'surplus']], tickets: 'issue' },
  },
  'expired, late money, no seats': {
    given: states.expired,
    when: deposit(100n),
    late: 'none-left',
    then: { order: states.expired, refunds: [[100n, 'sold-out']] },
  },
  'expired, late money after the event': {
    given: states.expired,
    when: deposit(100n),
    late: 'sale-over',
    then: { order: states.expired, refunds: [[100n, 'too-late']] },
  },
  'expired, part of the money': {
    given: states.expired,
    when: deposit(40n),
    then: { order: states.expired, refunds: [[40n, 'too-late']] },
  },
  'expired, time': { given: states.expired, when: time, now: 9_000, then: unchanged(states.expired) },
  'expired, cancelled': { given: states.expired, when: cancel, then: { error: 'order-not-open' } },
  'expired, revoked': { given: states.expired, when: revoke, then: { error: 'order-not-paid' } },
  'cancelled, money after all': {
    given: states.cancelled,
    when: deposit(100n),
    then: { order: states.cancelled, refunds: [[100n, 'cancelled']] },
  },
  'cancelled, time': { given: states.cancelled, when: time, now: 9_000, then: unchanged(states.cancelled) },
  'cancelled, cancelled': { given: states.cancelled, when: cancel, then: { error: 'order-not-open' } },
  'cancelled, revoked': { given: states.cancelled, when: revoke, then: { error: 'order-not-paid' } },
  'revoked, money after all': {
    given: states.revoked,
    when: deposit(100n),
    then: { order: states.revoked, refunds: [[100n, 'revoked']] },
  },
  'revoked, time': { given: states.revoked, when: time, now: 9_000, then: unchanged(states.revoked) },
  'revoked, cancelled': { given: states.revoked, when: cancel, then: { error: 'order-not-open' } },
  'revoked, revoked': { given: states.revoked, when: revoke, then: { error: 'order-not-paid' } },
};

const circumstances = ({ late, now }: Story): Circumstances => ({
  at: now === undefined ? at : millis(now),
  leastOutput: ledgerUnits(10n),
  lateSeats: late ?? 'not-asked',
});

test.each(Object.entries(stories))('%s', (_name, story) => {
  const { given, when, then } = story;
  if ('error' in then) {
    expect(() => advanceOrder(given, when, circumstances(story))).toThrow(
      expect.objectContaining({ code: then.error }) as Error,
    );
    return;
  }
  const refunds = (then.refunds ?? []).map(([amount, reason, state = 'due']) => ({ amount, reason, state }));
  const { seats = 'as-they-are', tickets = 'as-they-are' } = then;
  const order = 'id' in then.order ? then.order : { ...terms, price: given.price, ...then.order };
  expect(advanceOrder(given, when, circumstances(story))).toEqual({ order, refunds, seats, tickets });
});

test('every state meets every event above', () => {
  const met = new Set(Object.values(stories).map(({ given, when }) => `${given.state} ${when.kind}`));
  expect(met.size).toBe(5 * 4);
});
