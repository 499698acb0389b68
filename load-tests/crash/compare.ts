import { z } from 'zod';

/** IOTA that arrived at one of the checkout's addresses, by the ledger itself. */
export interface TrueDeposit {
  readonly digest: string;
  readonly address: string;
  readonly amount: bigint;
  /** Checkpoint. */
  readonly position: number;
  /** Of the checkpoint, in milliseconds since 1970. */
  readonly at: number;
}

export interface BookedOrder {
  readonly id: string;
  readonly state: 'open' | 'paid' | 'expired' | 'cancelled' | 'revoked';
  readonly quantity: number;
  readonly price: string;
  /** Open: what came in. Paid: what of it pays for the tickets. */
  readonly money: string;
  readonly address: string | null;
  readonly placedAt: number;
}

/** What the checkout has written down. */
export interface Books {
  readonly orders: readonly BookedOrder[];
  readonly deposits: readonly {
    readonly digest: string;
    readonly address: string;
    readonly order: string;
    readonly amount: string;
    readonly appliedAt: number | null;
  }[];
  readonly refused: readonly { readonly digest: string; readonly address: string; readonly amount: string }[];
  readonly refunds: readonly { readonly order: string; readonly amount: string }[];
  readonly tickets: readonly { readonly id: string; readonly order: string; readonly number: number }[];
  readonly entries: readonly { readonly venue: string; readonly n: number | null; readonly fact: string }[];
  readonly tiers: readonly {
    readonly id: string;
    readonly sold: number;
    readonly held: number;
    readonly capacity: number;
    readonly paidFor: number;
    readonly openFor: number;
  }[];
}

/** What buyers were told over HTTP. */
export interface Promises {
  readonly orders: Set<string>;
  /** Ticket → order. */
  readonly tickets: Map<string, string>;
}

/** What a register reader was sent: number → the fact's JSON. `changed` counts numbers that meant two things. */
export interface Witnessed {
  readonly facts: ReadonlyMap<number, string>;
  readonly changed: number;
}

/** Zero each, when nothing was lost. */
export interface Findings {
  /** On the ledger, at an order's address, and not written down exactly so. */
  readonly lostDeposits: number;
  /** Written down, and not on the ledger. */
  readonly inventedDeposits: number;
  /** Orders whose money in is not tickets + part-payment + refunds. */
  readonly unbalancedOrders: number;
  /** Of paid orders, and of orders that were covered in time. */
  readonly missingTickets: number;
  readonly doubleTickets: number;
  /** Orders and tickets that a buyer was shown and that are not there. */
  readonly brokenPromises: number;
  /** Numbers left out, given twice or changed; tickets without exactly one entry. */
  readonly registerGaps: number;
  readonly seatsOutOfStep: number;
}

export interface Evidence {
  readonly truth: readonly TrueDeposit[];
  readonly books: Books;
  readonly promises: Promises;
  readonly witnessed: Witnessed;
  /** How long an order holds its seats, expiry and grace. */
  readonly lifeMs: number;
}

/** A checkpoint carries its time a moment before anybody can read it: so close to the end either outcome is right. */
const MARGIN_MS = 1_000;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const total = (amounts: readonly { readonly amount: string | bigint }[] = []): bigint =>
  amounts.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

const keyOf = ({
  digest,
  address,
  amount,
}: {
  digest: string;
  address: string;
  amount: string | bigint;
}): string => `${digest} ${address} ${amount}`;

function compareDeposits({ truth, books }: Evidence): Pick<Findings, 'lostDeposits' | 'inventedDeposits'> {
  const orderOf = new Map(books.orders.map(({ id, address }) => [address, id]));
  const booked = new Set(
    books.deposits
      .filter(({ address, order, appliedAt }) => appliedAt !== null && orderOf.get(address) === order)
      .map(keyOf),
  );
  const refused = new Set(books.refused.map(keyOf));
  const real = truth.filter(({ address }) => orderOf.has(address));
  const isKept = (deposit: TrueDeposit): boolean => booked.has(keyOf(deposit)) || refused.has(keyOf(deposit));
  const realKeys = new Set(real.map(keyOf));
  return {
    lostDeposits: real.filter((deposit) => !isKept(deposit)).length,
    inventedDeposits: books.deposits.filter((deposit) => !realKeys.has(keyOf(deposit))).length,
  };
}

/** DESIGN §4, for each order by itself, with the money that came in counted by the ledger. */
function countUnbalanced({ truth, books }: Evidence): number {
  const cameIn = grouped(truth, ({ address }) => address);
  const refunds = grouped(books.refunds, ({ order }) => order);
  return books.orders.filter(({ id, address, state, money }) => {
    const kept = state === 'open' || state === 'paid' ? BigInt(money) : 0n;
    return total(cameIn.get(address ?? '')) !== kept + total(refunds.get(id));
  }).length;
}

function wasCoveredInTime(order: BookedOrder, arrived: readonly TrueDeposit[], lifeMs: number): boolean {
  const inTime = arrived.filter(({ at }) => at <= order.placedAt + lifeMs - MARGIN_MS);
  return total(inTime) >= BigInt(order.price);
}

function compareTickets(evidence: Evidence): Pick<Findings, 'missingTickets' | 'doubleTickets'> {
  const { truth, books, lifeMs } = evidence;
  const cameIn = grouped(truth, ({ address }) => address);
  const ticketsOf = grouped(books.tickets, ({ order }) => order);
  let [missingTickets, doubleTickets] = [0, 0];
  for (const order of books.orders) {
    const arrived = cameIn.get(order.address ?? '') ?? [];
    const mustHave =
      order.state === 'paid' || (order.state !== 'cancelled' && wasCoveredInTime(order, arrived, lifeMs));
    const wanted = mustHave ? order.quantity : 0;
    const tickets = ticketsOf.get(order.id) ?? [];
    const numbers = new Set(tickets.map(({ number }) => number));
    const there = Array.from({ length: wanted }, (_, i) => i + 1).filter((number) => numbers.has(number));
    missingTickets += wanted - there.length;
    doubleTickets += tickets.length - there.length;
  }
  return { missingTickets, doubleTickets };
}

function countBroken({ books, promises }: Evidence): number {
  const orders = new Set(books.orders.map(({ id }) => id));
  const orderOf = new Map(books.tickets.map(({ id, order }) => [id, order]));
  const lostOrders = [...promises.orders].filter((id) => !orders.has(id));
  const lostTickets = [...promises.tickets].filter(([id, order]) => orderOf.get(id) !== order);
  return lostOrders.length + lostTickets.length;
}

const ticketFact = z.object({ kind: z.literal('ticket-issued'), ticket: z.string() });

function countRegisterGaps({ books, witnessed }: Evidence): number {
  let gaps = witnessed.changed;
  for (const entries of grouped(books.entries, ({ venue }) => venue).values()) {
    const numbered = new Map(entries.map(({ n, fact }) => [n, fact]));
    for (let n = 1; n <= entries.length; n++) {
      const fact = numbered.get(n);
      if (fact === undefined || witnessed.facts.get(n) !== fact) gaps++;
    }
  }
  const issued = books.entries.flatMap(({ fact }) => {
    const read = ticketFact.safeParse(JSON.parse(fact));
    return read.success ? [read.data] : [];
  });
  const entriesOf = grouped(issued, ({ ticket }) => ticket);
  const tickets = new Set(books.tickets.map(({ id }) => id));
  for (const id of tickets) if (entriesOf.get(id)?.length !== 1) gaps++;
  for (const id of entriesOf.keys()) if (!tickets.has(id)) gaps++;
  return gaps;
}

/** The checkout's books against the ledger's own, against what buyers were told, and against what a register reader was sent. Pure. */
export function compare(evidence: Evidence): Findings {
  return {
    ...compareDeposits(evidence),
    unbalancedOrders: countUnbalanced(evidence),
    ...compareTickets(evidence),
    brokenPromises: countBroken(evidence),
    registerGaps: countRegisterGaps(evidence),
    seatsOutOfStep: evidence.books.tiers.filter(
      ({ sold, held, capacity, paidFor, openFor }) =>
        sold !== paidFor || held !== openFor || sold + held > capacity,
    ).length,
  };
}
