import { chmodSync } from 'node:fs';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { SentMoney } from '@tanglegate/core/http/money-export';
import Database from 'better-sqlite3';
import type { SignedTransaction, Spent } from './spender.ts';

/** What a transaction is for: who is paid back with it, and from which address it spends. */
export interface Purpose {
  readonly chain: string;
  /** 64 hex digits; the first one, where there are several. */
  readonly from: string;
  readonly refunds: readonly { readonly id: string; readonly to: string }[];
}

/**
 * Every transaction is written here before it is sent: whoever is cut off looks here first, and signs nothing twice. One journal for
 * all exports of one wallet, held by one command at a time.
 */
export interface Journal {
  /** The server's key, from the first export on. */
  serverKey(): string | undefined;
  rememberServerKey(publicKey: string): void;
  /** On disk when it returns. */
  add(transaction: SignedTransaction, purpose: Purpose): void;
  /** Signed, and nobody knows yet what became of them. */
  listOpen(chain: string): SignedTransaction[];
  /** Executed: what they made is on the ledger, spent since or not. */
  listFinal(chain: string): SignedTransaction[];
  settle(id: string, fate: { state: 'final'; spent: readonly Spent[] } | { state: 'failed' | 'dead' }): void;
  /** Refunds that were paid, or may still be by a transaction that is open. */
  coveredRefunds(chain: string): ReadonlySet<string>;
  /** Everything that is final, for the server. */
  sent(chain: string): SentMoney;
  close(): void;
}

/** `transactions.spent` is where older journals have what `spent` holds now. */
const SCHEMA = `
  create table if not exists server (public_key text not null);
  create table if not exists transactions (
    id text primary key, chain text not null, from_address text not null, bytes text not null, signature text not null,
    state text not null check (state in ('open', 'final', 'failed', 'dead')), spent text);
  create table if not exists refunds (
    refund text not null, to_address text not null, transaction_id text not null references transactions (id),
    primary key (refund, transaction_id));
  create table if not exists spent (
    transaction_id text not null references transactions (id), address text not null, amount text not null,
    primary key (transaction_id, address));
  insert or ignore into spent
    select id, from_address, spent from transactions where state = 'final' and spent is not null;
`;

function open(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: 0 });
    chmodSync(file, 0o600);
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('synchronous = FULL');
    database.exec(`begin exclusive; ${SCHEMA} commit;`);
    return database;
  } catch (cause) {
    database?.close();
    const isBusy = cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY');
    const why = isBusy
      ? 'another sweep or refund is using it. Wait until that one has ended'
      : messageOf(cause);
    throw new TanglegateError('journal-unusable', `The journal ${file} cannot be used: ${why}.`, { cause });
  }
}

interface RefundRow {
  readonly id: string;
  readonly to: string;
  readonly transaction: string;
}
interface SpentRow {
  readonly address: string;
  readonly amount: string;
  readonly transaction: string;
}

/** @throws TanglegateError `journal-unusable` */
export function openJournal(file: string): Journal {
  const database = open(file);
  const rows = <Row>(sql: string, ...values: unknown[]): Row[] =>
    database.prepare<unknown[], Row>(sql).all(...values);
  const refundsOf = `
    select refund as id, to_address as "to", transaction_id as "transaction" from refunds
    join transactions on transactions.id = transaction_id where chain = ? and state in`;
  const listIn = (state: 'open' | 'final', chain: string): SignedTransaction[] =>
    rows<SignedTransaction>(
      'select id, bytes, signature from transactions where chain = ? and state = ? order by rowid',
      chain,
      state,
    );
  return {
    serverKey: () => rows<{ key: string }>('select public_key as key from server')[0]?.key,
    rememberServerKey(publicKey) {
      database.prepare('insert into server values (?)').run(publicKey);
    },
    add({ id, bytes, signature }, { chain, from, refunds }) {
      database.transaction(() => {
        const insert = database.prepare("insert into transactions values (?, ?, ?, ?, ?, 'open', null)");
        insert.run(id, chain, from, bytes, signature);
        for (const refund of refunds)
          database.prepare('insert into refunds values (?, ?, ?)').run(refund.id, refund.to, id);
      })();
    },
    listOpen: (chain) => listIn('open', chain),
    listFinal: (chain) => listIn('final', chain),
    settle(id, fate) {
      database.transaction(() => {
        database.prepare('update transactions set state = ? where id = ?').run(fate.state, id);
        if (fate.state !== 'final') return;
        const insert = database.prepare('insert into spent values (?, ?, ?)');
        for (const { address, amount } of fate.spent) insert.run(id, address, amount.toString());
      })();
    },
    coveredRefunds: (chain) =>
      new Set(rows<RefundRow>(`${refundsOf} ('open', 'final')`, chain).map(({ id }) => id)),
    sent: (chain) => ({
      version: 1,
      chain,
      refunds: rows<RefundRow>(`${refundsOf} ('final') order by refund`, chain),
      spent: rows<SpentRow>(
        `select address, amount, id as "transaction" from spent join transactions on id = transaction_id
         where chain = ? and state = 'final' order by transactions.rowid, spent.rowid`,
        chain,
      ),
    }),
    close: () => {
      database.close();
    },
  };
}
