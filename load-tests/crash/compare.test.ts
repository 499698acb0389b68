import { expect, test } from 'vitest';
import { compare, type Books, type Evidence, type Findings } from './compare.ts';

const issued = (ticket: string): string => JSON.stringify({ kind: 'ticket-issued', ticket });
const facts = ['{"kind":"zone"}', issued('t1'), issued('t2'), issued('t3')];

const [paid, spare] = [
  { id: 'paid', state: 'paid', quantity: 2, price: '10', money: '10', address: 'a', placedAt: 0 },
  { id: 'late', state: 'expired', quantity: 1, price: '5', money: '0', address: 'b', placedAt: 0 },
] as const;
const gift = {
  id: 'gift',
  state: 'paid',
  quantity: 1,
  price: '0',
  money: '0',
  address: null,
  placedAt: 0,
} as const;

/** A paid order with a surplus, an expired one with its part sent back, and a free one. */
const books: Books = {
  orders: [paid, spare, gift],
  deposits: [
    { digest: '1', address: 'a', order: 'paid', amount: '4', appliedAt: 1 },
    { digest: '2', address: 'a', order: 'paid', amount: '7', appliedAt: 1 },
    { digest: '2', address: 'b', order: 'late', amount: '3', appliedAt: 1 },
  ],
  refused: [],
  refunds: [
    { order: 'paid', amount: '1' },
    { order: 'late', amount: '3' },
  ],
  tickets: [
    { id: 't1', order: 'paid', number: 1 },
    { id: 't2', order: 'paid', number: 2 },
    { id: 't3', order: 'gift', number: 1 },
  ],
  entries: facts.map((fact, i) => ({ venue: 'v', n: i + 1, fact })),
  tiers: [{ id: 'standing', sold: 3, held: 0, capacity: 3, paidFor: 3, openFor: 0 }],
};

const evidence: Evidence = {
  truth: [
    { digest: '1', address: 'a', amount: 4n, position: 1, at: 10 },
    { digest: '2', address: 'a', amount: 7n, position: 2, at: 20 },
    { digest: '2', address: 'b', amount: 3n, position: 2, at: 20 },
  ],
  books,
  promises: { orders: new Set(['paid', 'gift']), tickets: new Map([['t2', 'paid']]) },
  witnessed: { facts: new Map(facts.map((fact, i) => [i + 1, fact])), changed: 0 },
  lifeMs: 10_000,
};

const nothing: Findings = {
  lostDeposits: 0,
  inventedDeposits: 0,
  unbalancedOrders: 0,
  missingTickets: 0,
  doubleTickets: 0,
  brokenPromises: 0,
  registerGaps: 0,
  seatsOutOfStep: 0,
};

test('books that agree with the ledger have no findings', () => {
  expect(compare(evidence)).toEqual(nothing);
});

const [firstDeposit, ...otherDeposits] = books.deposits;
const [firstTicket, ...otherTickets] = books.tickets;
const [tier] = books.tiers;
if (!firstDeposit || !firstTicket || !tier) throw new Error('the books above have one of each');
const twoOf = issued('t1');

const tampered: [string, Partial<Books>, Partial<Findings>][] = [
  ['a deposit left out', { deposits: otherDeposits }, { lostDeposits: 1 }],
  [
    'a deposit of another amount',
    { deposits: [{ ...firstDeposit, amount: '5' }, ...otherDeposits] },
    { lostDeposits: 1, inventedDeposits: 1 },
  ],
  [
    'a deposit never applied',
    { deposits: [{ ...firstDeposit, appliedAt: null }, ...otherDeposits] },
    { lostDeposits: 1 },
  ],
  [
    "a deposit in another order's name",
    { deposits: [{ ...firstDeposit, order: 'late' }, ...otherDeposits] },
    { lostDeposits: 1 },
  ],
  ['a surplus owed to nobody', { refunds: books.refunds.slice(1) }, { unbalancedOrders: 1 }],
  [
    'a refund twice',
    { refunds: [...books.refunds, { order: 'late', amount: '3' }] },
    { unbalancedOrders: 1 },
  ],
  ['money left behind in an expired order', { refunds: books.refunds.slice(0, 1) }, { unbalancedOrders: 1 }],
  [
    'a covered order that is not paid',
    {
      orders: [{ ...paid, state: 'expired', money: '0' }, spare, gift],
      tickets: books.tickets.slice(2),
      entries: books.entries.filter((_, i) => i === 0 || i === 3).map((entry, i) => ({ ...entry, n: i + 1 })),
    },
    { missingTickets: 2, unbalancedOrders: 1, brokenPromises: 1, registerGaps: 1 },
  ],
  ['a ticket that is missing', { tickets: otherTickets }, { missingTickets: 1, registerGaps: 1 }],
  [
    'a ticket twice',
    { tickets: [...books.tickets, { id: 't4', order: 'paid', number: 2 }] },
    { doubleTickets: 1, registerGaps: 1 },
  ],
  [
    'a ticket for money that came too late',
    { tickets: [...books.tickets, { id: 't4', order: 'late', number: 1 }] },
    { doubleTickets: 1, registerGaps: 1 },
  ],
  [
    'a number left out',
    { entries: books.entries.map((e) => (e.n === 2 ? { ...e, n: 9 } : e)) },
    { registerGaps: 1 },
  ],
  [
    'a number twice',
    { entries: books.entries.map((e) => (e.n === 2 ? { ...e, n: 1 } : e)) },
    { registerGaps: 2 },
  ],
  [
    'an entry without a number',
    { entries: books.entries.map((e) => (e.n === 4 ? { ...e, n: null } : e)) },
    { registerGaps: 1 },
  ],
  [
    'a ticket announced twice',
    { entries: [...books.entries, { venue: 'v', n: 5, fact: twoOf }] },
    { registerGaps: 2 },
  ],
  [
    'an order that was promised and is gone',
    { orders: [paid, spare], tickets: books.tickets.slice(0, 2), entries: books.entries.slice(0, 3) },
    { brokenPromises: 1 },
  ],
  ['seats sold and not counted', { tiers: [{ ...tier, sold: 2 }] }, { seatsOutOfStep: 1 }],
  ['more seats sold than there are', { tiers: [{ ...tier, capacity: 2 }] }, { seatsOutOfStep: 1 }],
];

test.each(tampered)('%s is found', (_, changes, findings) => {
  expect(compare({ ...evidence, books: { ...books, ...changes } })).toEqual({ ...nothing, ...findings });
});

test('a number that meant something else to a reader is found', () => {
  const witnessed = { facts: evidence.witnessed.facts, changed: 1 };
  expect(compare({ ...evidence, witnessed })).toEqual({ ...nothing, registerGaps: 1 });
});

test('money that came a moment before the end may go either way', () => {
  const at = evidence.lifeMs - 100;
  const orders = [{ ...paid, state: 'expired', money: '0' }, spare, gift] as const;
  const refunds = [...books.refunds, { order: 'paid', amount: '10' }];
  const rest = { tickets: books.tickets.slice(2), entries: [] };
  const found = compare({
    ...evidence,
    truth: evidence.truth.map((deposit) => ({ ...deposit, at })),
    books: { ...books, orders, refunds, ...rest },
  });
  expect(found).toMatchObject({ missingTickets: 0, unbalancedOrders: 0 });
});
