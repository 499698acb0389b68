import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite, { type Database as SqliteConnection } from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';

/** Statements kept ready. Lists of different lengths make different texts, so there is an end to it. */
const STATEMENTS = 400;

/**
 * What Kysely needs of the driver, with two changes. A transaction takes the write lock at once: one that reads first and finds
 * another process writing before its own first write would fail without waiting (SQLITE_BUSY_SNAPSHOT). And a text that was
 * prepared once is not parsed again.
 */
function driverOf(sqlite: SqliteConnection): SqliteDatabase {
  const ready = new Map<string, SqliteStatement>();
  return {
    close: () => {
      ready.clear();
      sqlite.close();
    },
    prepare(text) {
      const known = ready.get(text);
      if (known !== undefined) return known;
      const statement = sqlite.prepare(text === 'begin' ? 'begin immediate' : text);
      if (ready.size >= STATEMENTS) ready.clear();
      ready.set(text, statement);
      return statement;
    },
  };
}

/**
 * One connection: Kysely hands it out to one transaction at a time, so that transactions which span awaits never interleave.
 * Nothing is acknowledged before it is on the disk (`synchronous=FULL`). Buyers' names and numbers are the owner's alone to read.
 * @throws TanglegateError `database-unreadable`
 */
export async function openSqlite(file: string): Promise<Kysely<Database>> {
  const sqlite = openFile(file);
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('busy_timeout = 5000');
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: driverOf(sqlite) }) });
  await migrate(db, 'sqlite');
  return db;
}

function openFile(file: string): SqliteConnection {
  let sqlite: SqliteConnection | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    sqlite = new SQLite(file);
    chmodSync(file, 0o600); // Its log files take the same mode.
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    return sqlite;
  } catch (cause) {
    sqlite?.close();
    throw new TanglegateError(
      'database-unreadable',
      `The orders in ${file} cannot be opened (${messageOf(cause)}). Make the folder and the file yours to write, or put a backup of the file in its place.`,
      { cause },
    );
  }
}
