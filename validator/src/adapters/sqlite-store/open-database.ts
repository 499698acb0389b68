import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite, { type Database } from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { migrations } from './migrations.ts';

/** 32 MB of log before it is copied into the file: pages that many scans touch are then copied once. */
const CHECKPOINT_PAGES = 8_000;

/**
 * Opens, or makes, the store. A commit returns only after the disk has it (WAL and `synchronous=FULL`: the log is synced at
 * each commit, https://www.sqlite.org/pragma.html#pragma_synchronous).
 * @throws TanglegateError `store-damaged`, `store-unreadable`, `store-not-migrated`
 */
export async function openDatabase(file: string): Promise<Database> {
  const sqlite = openFile(file);
  try {
    sqlite.pragma('busy_timeout = 5000');
    checkDatabase(sqlite, file);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    await migrate(sqlite, file);
    nameFeed(sqlite);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function openFile(file: string): Database {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const sqlite = new SQLite(file);
    chmodSync(file, 0o600); // The owner's alone; its log files take the same mode.
    return sqlite;
  } catch (cause) {
    throw new TanglegateError(
      'store-unreadable',
      `The admissions at ${file} cannot be opened (${messageOf(cause)}): check the folder and its rights.`,
      { cause },
    );
  }
}

function checkDatabase(sqlite: Database, file: string): void {
  let found: unknown;
  try {
    found = sqlite.pragma('quick_check(1)', { simple: true });
  } catch (cause) {
    found = messageOf(cause);
  }
  if (found === 'ok') return;
  throw new TanglegateError(
    'store-damaged',
    `The admissions at ${file} are damaged (${String(found)}). Nothing is admitted from a damaged file: put a backup in its place, or move the file away and start anew, knowing that tickets used before count as unused then.`,
  );
}

async function migrate(sqlite: Database, file: string): Promise<void> {
  // Kysely's own connection handling is not used: this object stays ours, and Kysely is dropped after the tables are made.
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) });
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  throw new TanglegateError(
    'store-not-migrated',
    `The admissions at ${file} could not be brought up to date: ${messageOf(error)}. Was the file written by a later version?`,
    { cause: error },
  );
}

function nameFeed(sqlite: Database): void {
  const feed = randomBytes(8).toString('hex');
  sqlite
    .prepare('INSERT INTO store (admissions_feed) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM store)')
    .run(feed);
}
