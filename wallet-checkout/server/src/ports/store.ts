import type { Millis } from '@tanglegate/core/clock';
import type { Fact } from '@tanglegate/core/register/facts';
import type { EventId, OrderId, OrganiserId, TicketId, TierId, VenueId } from '@tanglegate/core/ids';
import type { AddressHex } from '../domain/address.ts';
import type { DoorDefinition, ZoneDefinition } from '../domain/event-definition.ts';
import type { MoneyBalance } from '../domain/money-balance.ts';
import type { Order } from '../domain/order.ts';
import type { NewRefund, Refund } from '../domain/refund.ts';
import type { SaleEvent } from '../domain/sale.ts';
import type { IssuedTicket } from '../domain/ticket.ts';
import type { Deposit, LedgerCursor, RefusedDeposit } from './ledger.ts';
import type { MoneyOutRepository } from './money-out.ts';
import type { RestoreRepository } from './restore.ts';

/**
 * The one door to the database. What happens in a transaction happens wholly or not at all, and is on disk before the promise
 * resolves. Inside `work`, only the repositories it is given may be used.
 */
export interface Store {
  readonly read: Repositories;
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
}

export interface Repositories {
  readonly catalogue: CatalogueRepository;
  readonly seats: SeatRepository;
  readonly addresses: AddressRepository;
  readonly orders: OrderRepository;
  readonly deposits: DepositRepository;
  readonly refunds: RefundRepository;
  readonly tickets: TicketRepository;
  readonly register: RegisterWriter;
  readonly cursor: CursorRepository;
  readonly moneyOut: MoneyOutRepository;
  readonly restore: RestoreRepository;
}

export interface CatalogueRepository {
  listEvents(organiser?: OrganiserId): Promise<SaleEvent[]>;
  /** In a transaction, its tiers' counts may be a moment old: `SeatRepository` has the true ones. */
  findEvent(id: EventId): Promise<SaleEvent | undefined>;
  listVenues(): Promise<VenueId[]>;
  listZones(venue: VenueId): Promise<ZoneDefinition[]>;
  /** Without removed ones. */
  listDoors(venue: VenueId): Promise<DoorDefinition[]>;
}

/** Seats of one tier. Each method is one conditional statement: it never oversells, whoever else is at it. */
export interface SeatRepository {
  /** @returns false when fewer are left; nothing is taken then */
  hold(place: SeatPlace, quantity: number): Promise<boolean>;
  /** How many are left at this moment. */
  left(place: SeatPlace): Promise<number>;
  /** For late money: takes free seats without holding them first. */
  sellFree(place: SeatPlace, quantity: number): Promise<boolean>;
  heldToSold(place: SeatPlace, quantity: number): Promise<void>;
  releaseHeld(place: SeatPlace, quantity: number): Promise<void>;
  returnSold(place: SeatPlace, quantity: number): Promise<void>;
}
export interface SeatPlace {
  readonly event: EventId;
  readonly tier: TierId;
}

export interface PoolPlace {
  readonly organiser: OrganiserId;
  readonly index: number;
  readonly address: AddressHex;
}

export interface AddressRepository {
  /** The next address that no order ever had. Undefined when there is none left. */
  handOut(organiser: OrganiserId, at: Millis): Promise<AddressHex | undefined>;
  /** Every address that an order ever had, or that was skipped. */
  listHandedOut(): Promise<AddressHex[]>;
  listAll(): Promise<AddressHex[]>;
  /** Those of them that are in a pool, whoever had them. */
  findInPool(addresses: readonly AddressHex[]): Promise<PoolPlace[]>;
  /** Nobody gets an address up to this index any more. @returns how many are skipped that somebody could still have got */
  skipThrough(place: Omit<PoolPlace, 'address'>, at: Millis): Promise<number>;
}

export interface OrderRepository {
  insert(order: Order, secretHash: string): Promise<void>;
  find(id: OrderId): Promise<Order | undefined>;
  /** The same; until this transaction ends nobody else changes the order, and no deposit to it is written down. */
  lock(id: OrderId): Promise<Order | undefined>;
  update(order: Order): Promise<void>;
  secretHash(id: OrderId): Promise<string | undefined>;
  /** Where the buyer wants money back. Undefined until the buyer has said it. */
  refundAddress(id: OrderId): Promise<AddressHex | undefined>;
  setRefundAddress(id: OrderId, address: AddressHex): Promise<void>;
  /** Of these addresses, the ones that were ever handed out, with their orders. */
  findByAddresses(addresses: readonly AddressHex[]): Promise<ReadonlyMap<AddressHex, OrderId>>;
  /** Open orders whose hold ended at `at` or before. */
  listOverdue(at: Millis, limit: number): Promise<OrderId[]>;
}

export interface DepositRepository {
  /** Ignores what was recorded before. @returns how many were new */
  record(deposits: readonly (Deposit & { order: OrderId })[], at: Millis): Promise<number>;
  recordRefused(refused: readonly (RefusedDeposit & { order?: OrderId })[], at: Millis): Promise<void>;
  /** Orders with deposits that were written down but have not advanced them yet. */
  listOrdersToAdvance(limit: number): Promise<OrderId[]>;
  /** In the ledger's order. */
  listUnapplied(order: OrderId): Promise<Deposit[]>;
  markApplied(order: OrderId, at: Millis): Promise<void>;
  /** All that counts, in the ledger's order. */
  listOf(order: OrderId): Promise<Deposit[]>;
  listRefusedOf(order: OrderId): Promise<RefusedDeposit[]>;
  /** Of these transactions, those that brought or moved money in these books. */
  findRecorded(transactions: readonly string[]): Promise<ReadonlySet<string>>;
  balance(): Promise<MoneyBalance>;
}

export interface RefundRepository {
  insert(order: OrderId, id: string, refund: NewRefund, at: Millis): Promise<void>;
  listOf(order: OrderId): Promise<Refund[]>;
}

export interface TicketRepository {
  insert(tickets: readonly IssuedTicket[]): Promise<void>;
  listOf(order: OrderId): Promise<IssuedTicket[]>;
  find(id: TicketId): Promise<IssuedTicket | undefined>;
  revokeOf(order: OrderId, at: Millis): Promise<void>;
}

/** Facts are written where what they tell is written; the publisher numbers them afterwards. */
export interface RegisterWriter {
  append(venue: VenueId, facts: readonly Fact[], at: Millis): Promise<void>;
}

export interface CursorRepository {
  find(): Promise<LedgerCursor | undefined>;
  begin(cursor: LedgerCursor, at: Millis): Promise<void>;
  /** Compare and set. @throws TanglegateError `cursor-moved` when another follower moved it */
  move(from: LedgerCursor, position: number, at: Millis): Promise<void>;
}
