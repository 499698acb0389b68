import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { TanglegateError, messageOf } from '@tanglegate/core/errors';

export type Database = Sqlite.Database;

const schema = `
  CREATE TABLE IF NOT EXISTS chain (
    one INTEGER PRIMARY KEY CHECK (one = 1), identifier TEXT NOT NULL, genesis TEXT NOT NULL, faucet_key TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS coins (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, digest TEXT NOT NULL, owner TEXT NOT NULL, coin_type TEXT NOT NULL,
    balance TEXT NOT NULL, previous TEXT NOT NULL, rebate TEXT NOT NULL, since INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS coins_of_owner ON coins (owner, coin_type, id);
  -- Versions that are no more: a node that is a little behind still shows them.
  CREATE TABLE IF NOT EXISTS old_coins (
    id TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL, owner TEXT NOT NULL, coin_type TEXT NOT NULL,
    balance TEXT NOT NULL, previous TEXT NOT NULL, rebate TEXT NOT NULL, since INTEGER NOT NULL,
    ended INTEGER NOT NULL, deleted_at INTEGER, PRIMARY KEY (id, version)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS old_coins_ended ON old_coins (ended);
  CREATE TABLE IF NOT EXISTS transactions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, checkpoint INTEGER,
    bytes BLOB, signatures TEXT, outcome TEXT
  );
  CREATE INDEX IF NOT EXISTS transactions_of_checkpoint ON transactions (checkpoint);
  CREATE TABLE IF NOT EXISTS transaction_addresses (
    role TEXT NOT NULL, address TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (role, address, number)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS addresses_of_transaction ON transaction_addresses (number);
  CREATE TABLE IF NOT EXISTS checkpoints (
    sequence INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, previous TEXT, epoch INTEGER NOT NULL,
    timestamp INTEGER NOT NULL, so_far INTEGER NOT NULL, gas TEXT NOT NULL, ends_epoch INTEGER NOT NULL
  );
`;

/**
 * Opens the ledger for this process alone; the operating system gives the lock back even after a kill -9.
 * @throws TanglegateError `devnet-in-use` when another process holds it, `devnet-unreadable` when it is no ledger.
 */
export function openDatabase(folder: string): Database {
  let database: Database | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    database = new Sqlite(join(folder, 'ledger.sqlite'), { timeout: 500 });
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    // An executed transaction must be on disk before it is answered.
    database.pragma('synchronous = FULL');
    database.exec(`BEGIN EXCLUSIVE; ${schema} COMMIT`);
    return database;
  } catch (error) {
    database?.close();
    throw openError(folder, error);
  }
}

function openError(folder: string, error: unknown): TanglegateError {
  if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
    return new TanglegateError(
      'devnet-in-use',
      `Another devnet is running on ${folder}. Stop it, or choose another folder with TANGLEGATE_DATA.`,
      { cause: error },
    );
  }
  return new TanglegateError(
    'devnet-unreadable',
    `The ledger in ${folder} cannot be opened: ${messageOf(error)}. Make the folder writable, or delete it to start afresh.`,
    { cause: error },
  );
}
