import fc from 'fast-check';

/** Where the follower of the ledger dies, if it does: the process is started again afterwards. */
const CUTS = ['none', 'before-commit', 'after-commit', 'before-advance', 'in-advance'] as const;
export type Cut = (typeof CUTS)[number];

/** Of what an order costs: so many halves of the price, and that much more or less, in steps where the dust rules turn. */
export interface Amount {
  readonly halves: number;
  readonly off: '-least' | '-dust' | '0' | '+dust' | '+least';
}

/** `order` and `refund` count from the first that there is, and begin again after the last. */
export type Action =
  | {
      readonly do: 'place';
      readonly tier: 'standing' | 'free';
      readonly quantity: number;
      readonly atOnce: number;
    }
  | { readonly do: 'pay'; readonly order: number; readonly amount: Amount; readonly times: number }
  | { readonly do: 'pay-two'; readonly orders: readonly [number, number]; readonly amount: Amount }
  | { readonly do: 'pay-uncounted'; readonly order: number; readonly reason: 'other-coin' | 'time-locked' }
  | { readonly do: 'pay-nobody'; readonly to: 'pool' | 'stranger' }
  | { readonly do: 'repeat-last-page' }
  | { readonly do: 'follow'; readonly cut: Cut }
  | { readonly do: 'let-minutes-pass'; readonly minutes: number }
  | { readonly do: 'let-holds-end' }
  | { readonly do: 'cancel'; readonly order: number }
  | { readonly do: 'revoke'; readonly order: number }
  | {
      readonly do: 'send-refund';
      readonly refund: number;
      readonly told: 'now' | 'later';
      readonly arrives: 'whole' | 'short' | 'never';
    }
  | { readonly do: 'tell-sent' }
  | { readonly do: 'write-off'; readonly refund: number }
  | { readonly do: 'restart' };

const nth = fc.nat(11);
const amount: fc.Arbitrary<Amount> = fc.record({
  halves: fc.constantFrom(2, 2, 2, 1, 0, 3),
  off: fc.constantFrom('0', '-least', '-dust', '+dust', '+least'),
});

const just = <T extends string>(text: T): fc.Arbitrary<T> => fc.constant(text);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: just('place'),
      tier: fc.constantFrom('standing', 'standing', 'standing', 'free'),
      quantity: fc.integer({ min: 1, max: 3 }),
      atOnce: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: just('pay'), order: nth, amount, times: fc.constantFrom(1, 1, 2) }),
  },
  { weight: 6, arbitrary: fc.record({ do: just('follow'), cut: fc.constantFrom(...CUTS) }) },
  fc.record({ do: just('pay-two'), orders: fc.tuple(nth, nth), amount }),
  fc.record({ do: just('pay-uncounted'), order: nth, reason: fc.constantFrom('other-coin', 'time-locked') }),
  fc.record({ do: just('pay-nobody'), to: fc.constantFrom('pool', 'stranger') }),
  fc.record({ do: just('repeat-last-page') }),
  fc.record({ do: just('let-minutes-pass'), minutes: fc.constantFrom(5, 20, 20, 20, 400) }),
  { weight: 2, arbitrary: fc.record({ do: just('let-holds-end') }) },
  fc.record({ do: just('cancel'), order: nth }),
  fc.record({ do: just('revoke'), order: nth }),
  fc.record({
    do: just('send-refund'),
    refund: nth,
    told: fc.constantFrom('now', 'later'),
    arrives: fc.constantFrom('whole', 'whole', 'short', 'never'),
  }),
  fc.record({ do: just('tell-sent') }),
  fc.record({ do: just('write-off'), refund: nth }),
  fc.record({ do: just('restart') }),
);

/** A sale's story, on a network that sends no less than `leastOutput`. */
export const sales = fc.record({
  leastOutput: fc.constantFrom(1n, 200n),
  actions: fc.array(action, { minLength: 8, maxLength: 40, size: 'max' }),
});
export type SaleStory = typeof sales extends fc.Arbitrary<infer T> ? T : never;
