import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import { eventViewSchema, type EventView } from '@tanglegate/core/http/events';
import { liveViewSchema } from '@tanglegate/core/http/live';
import type { SentMoney } from '@tanglegate/core/http/money-export';
import { moneyViewSchema } from '@tanglegate/core/http/money';
import { orderViewSchema, type OrderView } from '@tanglegate/core/http/orders';
import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import { doorIdSchema, organiserIdSchema, venueIdSchema } from '@tanglegate/core/ids';
import type { Session } from '../../../ports/application.ts';
import type { HttpApplication, HttpOptions } from '../app-options.ts';
import { buildApp } from '../app.ts';

export const ORDER = '0123456789abcdef0123456789abcdef';
export const TICKET = 'fedcba9876543210fedcba9876543210';
export const SECRET = 'S'.repeat(43);
export const OTHER_SECRET = 'T'.repeat(43);
export const TOKEN = 'K'.repeat(43);
export const CODE = 'C'.repeat(22);
export const PASSWORD = 'correct horse';

const times = { timeZone: 'Europe/Zurich', opensAt: 1_000, startsAt: 2_000 };

const event: EventView = eventViewSchema.parse({
  ...times,
  id: 'gala',
  name: 'Gala',
  venueName: 'Hall',
  closesAt: 3_000,
  fromPrice: '0',
  sale: 'on-sale',
  tiers: [{ id: 'free', name: 'Free', price: '0', availability: 'available', maxPerOrder: 2 }],
});

function orderView(received: string): OrderView {
  return orderViewSchema.parse({
    id: ORDER,
    event: { ...times, id: 'gala', name: 'Gala', venueName: 'Hall' },
    tier: { id: 'free', name: 'Free' },
    quantity: 1,
    price: '10',
    placedAt: 1,
    serverTime: 2,
    received,
    deposits: [],
    refused: [],
    refunds: [],
    ledger: { state: 'following' },
    state: 'open',
    address: `0x${'a'.repeat(64)}`,
    due: '10',
    expiresAt: 5,
    heldUntil: 6,
  });
}

const liveView = liveViewSchema.parse({
  event: { id: 'gala', name: 'Gala', timeZone: 'Europe/Zurich', startsAt: 2_000 },
  coin: { symbol: 'IOTA', decimals: 9 },
  at: 1,
  ...{ sold: 0, capacity: 1, held: 0, inside: 0, income: '0', scansLastMinute: 0 },
  ...{ tiers: [], doors: [], needs: [], orders: [], scans: [] },
});

const moneyView = moneyViewSchema.parse({
  coin: { symbol: 'IOTA', decimals: 9 },
  at: 1,
  balance: {
    ...{ moneyIn: '5', tickets: '5', openPartPayments: '0', refunds: '0' },
    ...{ refused: '0', dust: '0', unaccounted: '0' },
  },
  refunds: [],
  refused: [],
  addressesLeft: 3,
});

const ticketView = ticketViewSchema.parse({
  ...times,
  id: TICKET,
  state: 'valid',
  pass: 'TG1:X',
  number: 1,
  of: 1,
  tierName: 'Free',
  eventName: 'Gala',
  venueName: 'Hall',
  closesAt: 3_000,
});

const session: Session = {
  user: 'organiser',
  organiser: organiserIdSchema.parse('house'),
  organiserName: 'The house',
};

const refuse = (code: string) => Promise.reject(new TanglegateError(code, `words of ${code}`));

/** An application whose answers a test can watch and change: here only the HTTP edge is under test (e2e drives the real one). */
export class ScriptedApplication implements HttpApplication {
  readonly calls: string[] = [];
  readonly listeners = new Set<() => void>();
  received = '0';
  isLoggedIn = true;
  placing: () => Promise<OrderView> = () => Promise.resolve(orderView('0'));

  readonly network = {
    ledger: 'rebased',
    name: 'Development ledger',
    coin: { symbol: 'IOTA', decimals: 9 },
  } as const;

  readonly catalogue = {
    listEvents: () => Promise.resolve([event]),
    showEvent: (id: string) => (id === 'gala' ? Promise.resolve(event) : refuse('event-unknown')),
  };

  readonly orders = {
    place: async () => {
      this.calls.push('place');
      return { secret: SECRET, order: await this.placing() };
    },
    opens: (id: string, secret: string) => Promise.resolve(id === ORDER && secret === SECRET),
    show: () => Promise.resolve(orderView(this.received)),
    cancel: () => refuse('order-not-open'),
    setRefundAddress: (_id: string, address: string) => {
      this.calls.push(`setRefundAddress ${address}`);
      return Promise.resolve(orderView(this.received));
    },
    onChange: (_id: string, changed: () => void) => this.#listen(changed),
  };

  readonly tickets = {
    opens: (id: string, secret: string) => Promise.resolve(id === TICKET && secret === SECRET),
    show: () => Promise.resolve(ticketView),
  };

  readonly live = {
    listEvents: () => Promise.resolve([event]),
    show: (_organiser: string, id: string) =>
      id === 'gala' ? Promise.resolve(liveView) : refuse('event-unknown'),
    onChange: (changed: () => void) => this.#listen(changed),
  };

  readonly moneyOut = {
    export: () => Promise.resolve({ protected: 'e', payload: 'e', signature: 'e'.repeat(86) }),
    recordSent: (_organiser: string, { refunds }: SentMoney) =>
      Promise.resolve({ recorded: refunds.map(({ id }) => id), known: [], refused: [] }),
  };

  readonly money = {
    show: () => Promise.resolve(moneyView),
    revoke: () => refuse('order-not-paid'),
    writeOff: (_organiser: string, refund: string) =>
      refund === 'due' ? Promise.resolve() : refuse('refund-unknown'),
    noteRefused: (organiser: string, until: number) => {
      this.calls.push(`noteRefused ${organiser} ${until}`);
      return Promise.resolve();
    },
  };

  readonly doors = {
    list: () => Promise.resolve([]),
    invite: (_organiser: string, door: string) =>
      door === 'north' ? Promise.resolve({ code: CODE, expiresAt: millis(9) }) : refuse('door-unknown'),
    enrol: (code: string) => (code === CODE ? Promise.resolve(credential) : refuse('enrolment-unknown')),
  };

  readonly accounts = {
    logIn: (_user: string, password: string) =>
      password === PASSWORD
        ? Promise.resolve({ token: TOKEN, session, expiresAt: millis(9) })
        : refuse('log-in-refused'),
    session: (token: string) => Promise.resolve(token === TOKEN && this.isLoggedIn ? session : undefined),
    logOut: (token: string) => {
      this.calls.push(`logOut ${token}`);
      return Promise.resolve();
    },
  };

  readonly health = {
    report: () => Promise.resolve({ ready: false, parts: [{ name: 'ledger', ok: false, words: 'gone' }] }),
  };

  change(): void {
    for (const listener of this.listeners) listener();
  }

  #listen(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }
}

const credential = {
  venue: venueIdSchema.parse('hall'),
  door: doorIdSchema.parse('north'),
  doorName: 'North',
  zoneName: 'Floor',
  username: 'door.north.x',
  password: 'p',
  mqttUrl: '/mqtt',
};

/** The HTTP edge over a scripted application; closed when the test is over. */
export async function startApp(
  options: Partial<HttpOptions> = {},
): Promise<{ app: FastifyInstance; application: ScriptedApplication }> {
  const application = new ScriptedApplication();
  const app = await buildApp(application, {
    publicUrl: 'http://localhost:3000',
    log: pino({ level: 'silent' }),
    ...options,
  });
  onTestFinished(() => app.close());
  return { app, application };
}

export const newOrder = {
  event: 'gala',
  tier: 'free',
  quantity: 1,
  buyer: { name: 'Ada', phone: '+41 79 123 45 67' },
};
