import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import Database from 'better-sqlite3';

/**
 * Holds the data folder for this process alone. The lock is SQLite's on an otherwise empty file: the operating system lets it go when
 * the process ends, however it ends, so that no stale lock is ever left behind.
 * @throws TanglegateError `data-folder-in-use`; `setting-wrong` where there can be no such folder
 */
export function lockDataFolder(folder: string): { release: () => void } {
  const database = openLock(folder);
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if (!isBusy(cause)) throw unusable(folder, cause);
    throw new TanglegateError(
      'data-folder-in-use',
      `Tanglegate is already running on ${folder}. Stop it first, or choose another folder with TANGLEGATE_DATA.`,
      { cause },
    );
  }
  return {
    release: () => {
      database.close();
    },
  };
}

function openLock(folder: string): Database.Database {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, 'lock.sqlite');
    const database = new Database(file, { timeout: 0 });
    chmodSync(file, 0o600); // Whoever can read it could lock us out.
    return database;
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

const isBusy = (cause: unknown): boolean =>
  cause instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(cause.code);

function unusable(folder: string, cause: unknown): TanglegateError {
  return new TanglegateError(
    'setting-wrong',
    `TANGLEGATE_DATA is "${folder}": it must be a folder that Tanglegate can write to (${messageOf(cause)}).`,
    { cause },
  );
}
