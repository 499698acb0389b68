import type { Millis } from '@tanglegate/core/clock';
import type { DoorCredential, DoorView } from '@tanglegate/core/http/doors';
import type { EventSummary, EventView } from '@tanglegate/core/http/events';
import type { LiveView } from '@tanglegate/core/http/live';
import type { MoneyView } from '@tanglegate/core/http/money';
import type { SentMoney, SentMoneyAnswer, SignedDocument } from '@tanglegate/core/http/money-export';
import type { NewOrder, OrderView, PlacedOrder } from '@tanglegate/core/http/orders';
import type { TicketView } from '@tanglegate/core/http/tickets';
import type { DoorId, EventId, OrderId, OrganiserId, TicketId } from '@tanglegate/core/ids';

/**
 * What the HTTP edge may ask of the checkout. Every refusal is a `TanglegateError`; the codes are named at each method.
 * Each of them asks the database, which may be away: @throws `database-unreachable`
 */
export interface Catalogue {
  listEvents(): Promise<EventSummary[]>;
  /** @throws `event-unknown` */
  showEvent(id: EventId): Promise<EventView>;
}

export interface Orders {
  /** @throws `event-unknown`, `tier-unknown`, `sale-over`, `sold-out`, `too-many-tickets`, `no-address-left`, `payments-not-ready` */
  place(order: NewOrder): Promise<PlacedOrder>;
  /** Constant-time. An unknown order answers like a wrong secret. */
  opens(id: OrderId, secret: string): Promise<boolean>;
  show(id: OrderId): Promise<OrderView>;
  /** @throws `order-not-open` */
  cancel(id: OrderId): Promise<OrderView>;
  /** As the buyer's wallet shows it. @throws `address-malformed`, `address-ours` */
  setRefundAddress(id: OrderId, address: string): Promise<OrderView>;
  /** Calls back after each change of the order, and of the ledger's reachability. */
  onChange(id: OrderId, changed: () => void): Unsubscribe;
}

export interface Tickets {
  opens(id: TicketId, secret: string): Promise<boolean>;
  show(id: TicketId): Promise<TicketView>;
}

export interface Live {
  /** Newest first. */
  listEvents(organiser: OrganiserId): Promise<EventSummary[]>;
  /** @throws `event-unknown`, also for another organiser's */
  show(organiser: OrganiserId, id: EventId): Promise<LiveView>;
  onChange(changed: () => void): Unsubscribe;
}

/** The organiser's books, and what the organiser decides about money. */
export interface Money {
  show(organiser: OrganiserId): Promise<MoneyView>;
  /** @throws `order-unknown`, also for another organiser's; `order-not-paid` */
  revoke(organiser: OrganiserId, id: OrderId): Promise<void>;
  /** @throws `refund-unknown`, `refund-not-due` */
  writeOff(organiser: OrganiserId, refund: string): Promise<void>;
  /** The organiser has seen what was refused until then. */
  noteRefused(organiser: OrganiserId, until: Millis): Promise<void>;
}

/** Between the books and the organiser's own machine, where the keys are. */
export interface MoneyOut {
  /** Its payload is a `MoneyExport`. @throws `payments-not-ready` */
  export(organiser: OrganiserId): Promise<SignedDocument>;
  /** @throws `sent-on-other-chain` */
  recordSent(organiser: OrganiserId, sent: SentMoney): Promise<SentMoneyAnswer>;
}

export interface DoorAdmin {
  list(organiser: OrganiserId): Promise<DoorView[]>;
  /** A code good once, for ten minutes. @throws `door-unknown` */
  invite(organiser: OrganiserId, door: DoorId): Promise<{ code: string; expiresAt: Millis }>;
  /** @throws `enrolment-unknown` for a code that is wrong, used or too old */
  enrol(code: string): Promise<DoorCredential>;
}

export interface Session {
  readonly user: string;
  readonly organiser: OrganiserId;
  readonly organiserName: string;
}

export interface Accounts {
  /** @throws `log-in-refused`, the same for a wrong name and a wrong password */
  logIn(user: string, password: string): Promise<{ token: string; session: Session; expiresAt: Millis }>;
  session(token: string): Promise<Session | undefined>;
  logOut(token: string): Promise<void>;
}

export interface Health {
  /** `ready` only when every part works; each part says in words what is wrong with it. */
  report(): Promise<{ ready: boolean; parts: { name: string; ok: boolean; words: string }[] }>;
}

export type Unsubscribe = () => void;
