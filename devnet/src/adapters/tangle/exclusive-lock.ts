import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/**
 * A lock between processes: SQLite's, on an otherwise empty file. The operating system lets it go when its holder ends, however it
 * ends, so that none is ever left behind.
 * @returns how to let it go; undefined when somebody else holds it
 */
export function tryLock(file: string): (() => void) | undefined {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Database(file, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)) return undefined;
    throw error;
  }
  return () => {
    database.close();
  };
}
