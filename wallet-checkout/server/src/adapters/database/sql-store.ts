import type { Kysely } from 'kysely';
import type { Repositories, Store } from '../../ports/store.ts';
import { addressRepository } from './address-repository.ts';
import { catalogueRepository, rememberingEvents } from './catalogue-repository.ts';
import { cursorRepository } from './cursor-repository.ts';
import type { Database, Db } from './database.ts';
import { groupCommit } from './group-commit.ts';
import { depositRepository } from './deposit-repository.ts';
import { dialectOf } from './dialect.ts';
import { moneyOutRepository } from './money-out-repository.ts';
import { orderRepository } from './order-repository.ts';
import { refundRepository } from './refund-repository.ts';
import { registerWriter } from './register-writer.ts';
import { restoreRepository } from './restore-repository.ts';
import { runTransaction, type RunTransaction } from './run-transaction.ts';
import { seatRepository } from './seat-repository.ts';
import { ticketRepository } from './ticket-repository.ts';

export interface StoreOptions {
  /** Whose cursor it is. */
  readonly ledger: string;
}

/** PostgreSQL runs transactions side by side, and shares their flushes by itself. */
const oneByOne =
  (db: Kysely<Database>): RunTransaction =>
  (work) =>
    runTransaction(db, work);

export function sqlStore(db: Kysely<Database>, { ledger }: StoreOptions): Store {
  const on = (target: Db): Repositories => ({
    catalogue: catalogueRepository(target),
    seats: seatRepository(target),
    addresses: addressRepository(target),
    orders: orderRepository(target),
    deposits: depositRepository(target),
    refunds: refundRepository(target),
    tickets: ticketRepository(target),
    register: registerWriter(target),
    cursor: cursorRepository(target, ledger),
    moneyOut: moneyOutRepository(target),
    restore: restoreRepository(target),
  });
  const made = new WeakMap<Db, Repositories>();
  /** Once for each group of transactions that are committed together. */
  const of = (target: Db): Repositories => {
    let known = made.get(target);
    if (known === undefined) {
      const repositories = on(target);
      known = { ...repositories, catalogue: rememberingEvents(repositories.catalogue) };
      made.set(target, known);
    }
    return known;
  };
  const run = dialectOf(db) === 'sqlite' ? groupCommit(db) : oneByOne(db);
  return { read: on(db), transaction: (work) => run((transaction) => work(of(transaction))) };
}
