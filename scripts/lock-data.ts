import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';
import Database from 'better-sqlite3';

/**
 * Holds the data folder for this process alone. The lock is SQLite's on an otherwise empty file: the operating system lets it go when
 * the process ends, however it ends, so that no stale lock is ever left behind.
 * @throws TanglegateError `data-folder-in-use`
 */
export function lockDataFolder(folder: string): { release: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new Database(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
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
