import type { Millis } from '@tanglegate/core/clock';
import type { RefundReason, RefusedReason } from '@tanglegate/core/http/orders';
import type {
  DoorId,
  EventId,
  EventNumber,
  KeyId,
  OrderId,
  OrganiserId,
  ScanId,
  TicketId,
  TierId,
  TierNumber,
  VenueId,
  ZoneId,
} from '@tanglegate/core/ids';
import type { DoorFact } from '@tanglegate/core/mqtt/feed';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import type { Refusal } from '@tanglegate/core/refusals';
import type { Generated } from 'kysely';
import type { AddressHex } from '../../domain/address.ts';
import type { OrderState } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';

/**
 * The tables, the same on SQLite and PostgreSQL.
 *
 * - Amounts are decimal digits in TEXT: 2⁶⁴−1 fits neither SQLite's nor PostgreSQL's 64-bit integers, and SQLite would sum
 *   text as floats. Nobody sums in SQL, then: rows are grouped and counted there, and multiplied and added as `bigint` here.
 * - Times are milliseconds since 1970 in BIGINT; ids, hashes and keys are lower-case hex or slugs in TEXT.
 */
export interface CheckoutTables {
  organisers: { id: OrganiserId; name: string; created_at: Millis };
  signing_keys: {
    kid: KeyId;
    organiser_id: OrganiserId;
    public_key: string;
    added_at: Millis;
    revoked_at: Millis | null;
  };
  venues: { id: VenueId; organiser_id: OrganiserId; name: string; address: string | null; time_zone: string };
  zones: { venue_id: VenueId; id: ZoneId; name: string };
  doors: { id: DoorId; venue_id: VenueId; zone_id: ZoneId; name: string; removed_at: Millis | null };
  events: EventsTable;
  tiers: TiersTable;
  orders: OrdersTable;
  deposits: DepositsTable;
  refused_deposits: RefusedDepositsTable;
  refunds: RefundsTable;
  /** What reached an address that money was owed or sent back to. */
  refund_arrivals: {
    ledger_id: string;
    transaction_id: string;
    address: AddressHex;
    amount: string;
    ledger_at: Millis;
  };
  /** What left a deposit address, as the organiser reported it, fees included. */
  spent_money: { address: AddressHex; transaction_id: string; amount: string; recorded_at: Millis };
  address_pool: {
    organiser_id: OrganiserId;
    idx: number;
    address: AddressHex;
    /** Null until an order got it. The order's row says which. */
    handed_out_at: Millis | null;
  };
  tickets: TicketsTable;
  register_entries: {
    id: Generated<number>;
    venue_id: VenueId;
    /** Null until the publisher numbers it: gapless from 1, per venue. */
    n: number | null;
    at: Millis;
    /** What the fact is about, for instance `event:7`: a later fact with the same key replaces an earlier one. */
    fact_key: string;
    fact: string;
  };
  register_feeds: { venue_id: VenueId; feed_id: string };
  register_readers: { venue_id: VenueId; reader: string; feed_id: string; have: number; seen_at: Millis };
  ledger_cursor: { ledger: string; chain: string; position: number; moved_at: Millis };
  admission_feeds: { venue_id: VenueId; feed_id: string; have: number };
  door_facts: DoorFactsTable;
  door_states: { door_id: DoorId; state: 'online' | 'offline'; since: Millis; last_seen_at: Millis | null };
  gate_reports: {
    door_id: DoorId;
    scan_id: ScanId;
    outcome: 'opened' | 'failed';
    at: Millis;
    why: string | null;
  };
  settings: { key: string; value: string };
}

interface EventsTable {
  id: EventId;
  /** What a pass carries instead of the id. Never reused, never changed. */
  number: EventNumber;
  organiser_id: OrganiserId;
  venue_id: VenueId;
  name: string;
  description: string | null;
  picture: string | null;
  opens_at: Millis;
  starts_at: Millis;
  closes_at: Millis;
  created_at: Millis;
}

interface TiersTable {
  event_id: EventId;
  id: TierId;
  number: TierNumber;
  /** Place in the list that buyers see. */
  position: number;
  name: string;
  description: string | null;
  price: string;
  capacity: number;
  /** Seats of paid orders, and of open ones: always sold + held ≤ capacity. */
  sold: Generated<number>;
  held: Generated<number>;
  /** JSON array of zone ids. */
  zones: string;
  pass: 'static' | 'live';
  max_per_order: number;
  note: string | null;
  /** No longer in the organiser's description, and no longer sold. */
  withdrawn_at: Millis | null;
}

export interface OrdersTable {
  id: OrderId;
  organiser_id: OrganiserId;
  event_id: EventId;
  tier_id: TierId;
  quantity: number;
  price: string;
  buyer_name: string;
  buyer_phone: string;
  buyer_email: string | null;
  /** SHA-256 of the secret in the order's link. */
  secret_hash: string;
  /** Where the buyer wants money back. */
  refund_address: AddressHex | null;
  placed_at: Millis;
  address: AddressHex | null;
  state: OrderState;
  /** Open: what came in so far. Paid: what of it pays for the tickets. */
  money: string;
  expires_at: Millis | null;
  held_until: Millis | null;
  paid_at: Millis | null;
  expired_at: Millis | null;
  cancelled_at: Millis | null;
  revoked_at: Millis | null;
}

export interface DepositsTable {
  /** The ledger's own id of what arrived: transaction digest, or output id. */
  ledger_id: string;
  transaction_id: string;
  address: AddressHex;
  order_id: OrderId;
  amount: string;
  /** Checkpoint or milestone. */
  position: number;
  ledger_at: Millis;
  recorded_at: Millis;
  /** Null until the order was advanced by it. */
  applied_at: Millis | null;
}

export interface RefusedDepositsTable {
  ledger_id: string;
  transaction_id: string;
  address: AddressHex;
  /** What arrived: a coin type, an output type. */
  asset: string;
  /** Null: no order of this database has the address (`no-order`). */
  order_id: OrderId | null;
  amount: string;
  reason: RefusedReason;
  position: number;
  ledger_at: Millis;
  recorded_at: Millis;
  /** The organiser has looked at it. */
  noted_at: Millis | null;
}

export interface RefundsTable {
  id: string;
  order_id: OrderId;
  amount: string;
  reason: RefundReason;
  state: Refund['state'];
  created_at: Millis;
  to_address: AddressHex | null;
  ledger_id: string | null;
  sent_at: Millis | null;
  seen_at: Millis | null;
  written_off_at: Millis | null;
}

interface TicketsTable {
  id: TicketId;
  order_id: OrderId;
  event_id: EventId;
  tier_id: TierId;
  /** "1 of 2". */
  number: number;
  of: number;
  /** The QR text. */
  pass: string;
  issued_at: Millis;
  revoked_at: Millis | null;
}

export interface DoorFactsTable {
  venue_id: VenueId;
  feed_id: string;
  n: number;
  at: Millis;
  kind: DoorFact['kind'];
  door_id: DoorId;
  scan_id: ScanId;
  ticket_id: TicketId | null;
  event_number: EventNumber | null;
  tier_number: TierNumber | null;
  zone_id: ZoneId | null;
  direction: Direction | null;
  entry: number | null;
  reason: Refusal | null;
}
