import { PostgresAdapter, sql, type ColumnDataType, type ColumnDefinitionBuilder, type Kysely } from 'kysely';
import type { Database, Db } from './database.ts';

/**
 * The one file that knows how SQL dialects differ. Counts and BIGINTs are numbers everywhere: `open-postgres.ts` tells its driver so,
 * since none of ours leaves 2⁵³.
 */
export type DialectName = 'sqlite' | 'postgres';

export interface DialectWords {
  /** A whole number that the database counts up by itself. */
  readonly identityType: ColumnDataType;
  readonly identity: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
}

export const dialectWords: Record<DialectName, DialectWords> = {
  sqlite: { identityType: 'integer', identity: (column) => column.primaryKey().autoIncrement() },
  postgres: { identityType: 'bigserial', identity: (column) => column.primaryKey() },
};

export function dialectOf(db: Db): DialectName {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

/**
 * In a transaction: nobody else changes the selected rows until it ends, and nobody adds a row that refers to them (a deposit to a
 * locked order waits). SQLite has one writer at a time anyway.
 */
export function lockRows<Q extends { forUpdate(): Q }>(dialect: DialectName, query: Q): Q {
  return dialect === 'postgres' ? query.forUpdate() : query;
}

/** In a transaction: rows that another transaction is at are passed over, and those that are found are ours until it ends. */
export function lockFreeRows<Q extends { forUpdate(): Q; skipLocked(): Q }>(
  dialect: DialectName,
  query: Q,
): Q {
  return dialect === 'postgres' ? query.forUpdate().skipLocked() : query;
}

/** What is read and then written from what was read: events and their facts, the pool's end, the register's numbers. */
const turns = { catalogue: 1, pool: 2, register: 3 } as const;
/** "Tanglegate", as a number that nothing else in a database is likely to lock. */
const LOCK_SPACE = 0x7a9e1e;
/** Of the one that follows the ledger (`duty-lock.ts`). */
export const FOLLOWER_LOCK = [LOCK_SPACE, 0] as const;

/** In a transaction: whoever takes the same turn waits until it ends. SQLite has one writer at a time anyway. */
export async function takeTurn(db: Db, turn: keyof typeof turns): Promise<void> {
  if (dialectOf(db) === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(${LOCK_SPACE}::int, ${turns[turn]}::int)`.execute(db);
}

/** Several reads that see the database as it was at one moment. */
export function atOneMoment<T>(db: Kysely<Database>, read: (moment: Db) => Promise<T>): Promise<T> {
  const transaction = db.transaction();
  return dialectOf(db) === 'sqlite'
    ? transaction.execute(read)
    : transaction.setIsolationLevel('repeatable read').execute(read);
}
