import type { Generated } from 'kysely';

/**
 * The tables, the same on SQLite and PostgreSQL.
 *
 * - Amounts are decimal digits in TEXT: 2⁶⁴−1 fits neither SQLite's nor PostgreSQL's 64-bit integers, and SQLite would sum
 *   text as floats. Nobody sums in SQL, then: rows are grouped and counted there, and multiplied and added as `bigint` here.
 * - Times are milliseconds since 1970 in BIGINT; ids, hashes and keys are lower-case hex or slugs in TEXT.
 */
export interface CheckoutTables {
  organisers: { id: string; name: string; created_at: number };
  signing_keys: {
    kid: string;
    organiser_id: string;
    public_key: string;
    added_at: number;
    revoked_at: number | null;
  };
  venues: { id: string; organiser_id: string; name: string; address: string | null; time_zone: string };
  zones: { venue_id: string; id: string; name: string };
  doors: { id: string; venue_id: string; zone_id: string; name: string; removed_at: number | null };
  events: EventsTable;
  tiers: TiersTable;
  orders: OrdersTable;
  deposits: DepositsTable;
  refused_deposits: RefusedDepositsTable;
  refunds: RefundsTable;
  address_pool: {
    organiser_id: string;
    idx: number;
    address: string;
    order_id: string | null;
    handed_out_at: number | null;
  };
  tickets: TicketsTable;
  register_entries: {
    id: Generated<number>;
    venue_id: string;
    /** Null until the publisher numbers it: gapless from 1, per venue. */
    n: number | null;
    at: number;
    /** What the fact is about, for instance `event:7`: a later fact with the same key replaces an earlier one. */
    fact_key: string;
    fact: string;
  };
  register_feeds: { venue_id: string; feed_id: string };
  register_readers: { venue_id: string; reader: string; feed_id: string; have: number; seen_at: number };
  ledger_cursor: { ledger: string; chain: string; position: number; moved_at: number };
  admission_feeds: { venue_id: string; feed_id: string; have: number };
  door_facts: DoorFactsTable;
  door_states: { door_id: string; state: string; since: number; last_seen_at: number | null };
  gate_reports: {
    door_id: string;
    scan_id: string;
    outcome: string;
    at: number;
    why: string | null;
  };
  settings: { key: string; value: string };
}

interface EventsTable {
  id: string;
  /** What a pass carries instead of the id. Never reused, never changed. */
  number: number;
  organiser_id: string;
  venue_id: string;
  name: string;
  description: string | null;
  picture: string | null;
  opens_at: number;
  starts_at: number;
  closes_at: number;
  created_at: number;
}

interface TiersTable {
  event_id: string;
  id: string;
  number: number;
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
  pass: string;
  max_per_order: number;
  note: string | null;
  /** No longer in the organiser's description, and no longer sold. */
  withdrawn_at: number | null;
}

export interface OrdersTable {
  id: string;
  organiser_id: string;
  event_id: string;
  tier_id: string;
  quantity: number;
  price: string;
  buyer_name: string;
  buyer_phone: string;
  buyer_email: string | null;
  /** SHA-256 of the secret in the order's link. */
  secret_hash: string;
  placed_at: number;
  address: string | null;
  state: string;
  /** Open: what came in so far. Paid: what of it pays for the tickets. */
  money: string;
  expires_at: number | null;
  held_until: number | null;
  paid_at: number | null;
  expired_at: number | null;
  cancelled_at: number | null;
  revoked_at: number | null;
}

interface DepositsTable {
  /** The ledger's own id of what arrived: transaction digest, or output id. */
  ledger_id: string;
  address: string;
  order_id: string;
  amount: string;
  /** Checkpoint or milestone. */
  position: number;
  ledger_at: number;
  recorded_at: number;
  /** Null until the order was advanced by it. */
  applied_at: number | null;
}

interface RefusedDepositsTable {
  ledger_id: string;
  address: string;
  /** What arrived: a coin type, an output type. */
  asset: string;
  order_id: string;
  amount: string;
  reason: string;
  position: number;
  ledger_at: number;
  recorded_at: number;
}

export interface RefundsTable {
  id: string;
  order_id: string;
  amount: string;
  reason: string;
  state: string;
  created_at: number;
  to_address: string | null;
  ledger_id: string | null;
  sent_at: number | null;
  seen_at: number | null;
  written_off_at: number | null;
}

interface TicketsTable {
  id: string;
  order_id: string;
  event_id: string;
  tier_id: string;
  /** "1 of 2". */
  number: number;
  of: number;
  /** The QR text. */
  pass: string;
  issued_at: number;
  revoked_at: number | null;
}

export interface DoorFactsTable {
  venue_id: string;
  feed_id: string;
  n: number;
  at: number;
  kind: string;
  door_id: string;
  scan_id: string;
  ticket_id: string | null;
  event_number: number | null;
  tier_number: number | null;
  zone_id: string | null;
  direction: string | null;
  entry: number | null;
  reason: string | null;
}
