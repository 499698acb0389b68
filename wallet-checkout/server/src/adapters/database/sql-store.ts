import type { Kysely } from 'kysely';
import type { Repositories, Store } from '../../ports/store.ts';
import { addressRepository } from './address-repository.ts';
import { catalogueRepository } from './catalogue-repository.ts';
import { cursorRepository } from './cursor-repository.ts';
import type { Database, Db } from './database.ts';
import { groupCommit, type RunTransaction } from './group-commit.ts';
import { depositRepository } from './deposit-repository.ts';
import type { DialectName } from './dialect.ts';
import { orderRepository } from './order-repository.ts';
import { refundRepository } from './refund-repository.ts';
import { registerWriter } from './register-writer.ts';
import { seatRepository } from './seat-repository.ts';
import { ticketRepository } from './ticket-repository.ts';

export interface StoreOptions {
  readonly dialect: DialectName;
  /** Whose cursor it is. */
  readonly ledger: string;
}

/** PostgreSQL runs transactions side by side, and shares their flushes by itself. */
const oneByOne =
  (db: Kysely<Database>): RunTransaction =>
  (work) =>
    db.transaction().execute(work);

export function sqlStore(db: Kysely<Database>, { dialect, ledger }: StoreOptions): Store {
  const on = (target: Db): Repositories => ({
    catalogue: catalogueRepository(target),
    seats: seatRepository(target),
    addresses: addressRepository(target),
    orders: orderRepository(target, dialect),
    deposits: depositRepository(target),
    refunds: refundRepository(target),
    tickets: ticketRepository(target),
    register: registerWriter(target),
    cursor: cursorRepository(target, ledger),
  });
  const run = dialect === 'sqlite' ? groupCommit(db) : oneByOne(db);
  return { read: on(db), transaction: (work) => run((transaction) => work(on(transaction))) };
}
