import SQLite from 'better-sqlite3';
import type { Books, BookedOrder } from './compare.ts';

/** What the checkout has written down, read as rows: no code of the checkout between the file and the comparison. */
export function readBooks(file: string): Books {
  const db = new SQLite(file, { readonly: true });
  // Each names the columns of its type; amounts are decimal digits in TEXT.
  const rows = <T>(query: string): T[] => db.prepare<[], T>(query).all();
  try {
    return db.transaction((): Books => {
      return {
        orders: rows<BookedOrder>(
          `select id, state, quantity, price, money, address, placed_at as placedAt from orders`,
        ),
        deposits: rows(
          `select transaction_id as digest, address, order_id as "order", amount, applied_at as appliedAt from deposits`,
        ),
        refused: rows(`select transaction_id as digest, address, amount from refused_deposits`),
        refunds: rows(`select order_id as "order", amount from refunds`),
        tickets: rows(`select id, order_id as "order", number from tickets`),
        entries: rows(`select venue_id as venue, n, fact from register_entries`),
        tiers: rows(
          `select t.id, t.sold, t.held, t.capacity,
             (select coalesce(sum(quantity), 0) from orders o where o.tier_id = t.id and o.state = 'paid') as paidFor,
             (select coalesce(sum(quantity), 0) from orders o where o.tier_id = t.id and o.state = 'open') as openFor
           from tiers t`,
        ),
      };
    })();
  } finally {
    db.close();
  }
}

/** What the checkout still has to do before its books can be compared. */
export function unfinished(file: string): {
  cursor: number;
  openOrders: number;
  unapplied: number;
  unnumbered: number;
} {
  const db = new SQLite(file, { readonly: true });
  const one = (query: string): number => db.prepare<[], number>(query).pluck().get() ?? 0;
  try {
    return {
      cursor: one('select position from ledger_cursor'),
      openOrders: one(`select count(*) from orders where state = 'open'`),
      unapplied: one('select count(*) from deposits where applied_at is null'),
      unnumbered: one('select count(*) from register_entries where n is null'),
    };
  } finally {
    db.close();
  }
}
