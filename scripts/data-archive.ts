import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { deflateSync, inflateSync } from 'node:zlib';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import Database from 'better-sqlite3';

/** A file of the data folder. */
export interface ArchivedFile {
  /** Below the data folder, with `/`. */
  readonly name: string;
  readonly bytes: Buffer;
}

const VERSION = 1;
/** SQLite's own archive format (sqlite.org/sqlar.html), so that `sqlite3 FILE -A -x` unpacks it too; and what each file must add up to. */
const SCHEMA = `
  create table sqlar (name text primary key, mode int, mtime int, sz int, data blob);
  create table tanglegate_backup (version int not null);
  create table sums (name text primary key, sha256 text not null);
`;
/** A regular file, its owner's alone. */
const MODE = 0o100600;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** One file with all others in it, on disk when it returns. @param file there is none of that name */
export function writeArchive(file: string, files: readonly ArchivedFile[], at: number): void {
  const database = new Database(file);
  try {
    chmodSync(file, 0o600);
    database.exec(SCHEMA);
    database.prepare('insert into tanglegate_backup values (?)').run(VERSION);
    const add = database.prepare('insert into sqlar values (?, ?, ?, ?, ?)');
    const sum = database.prepare('insert into sums values (?, ?)');
    for (const { name, bytes } of files) {
      const packed = deflateSync(bytes);
      const data = packed.length < bytes.length ? packed : bytes; // As sqlar wants it: stored as it is where that is smaller.
      add.run(name, MODE, Math.floor(at / 1000), bytes.length, data);
      sum.run(name, sha256(bytes));
    }
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    database.close();
  }
}

interface Row {
  readonly name: string;
  readonly sz: number;
  readonly data: Buffer;
  readonly sha256: string | null;
}

function unpack({ name, sz, data, sha256: wanted }: Row): ArchivedFile {
  const bytes = data.length === sz ? data : inflateSync(data);
  if (sha256(bytes) !== wanted) throw new RangeError(`${name} in it is damaged`);
  if (name.split('/').some((part) => part === '..' || part === ''))
    throw new RangeError(`it names "${name}"`);
  return { name, bytes };
}

/** Every file of it, unharmed. @throws TanglegateError `backup-unreadable` */
export function readArchive(file: string): ArchivedFile[] {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    const version = database
      .prepare<[], { version: number }>('select version from tanglegate_backup')
      .get()?.version;
    if (version !== VERSION) throw new RangeError('it comes from another version of Tanglegate');
    const rows = database.prepare<[], Row>(
      'select name, sz, data, sha256 from sqlar left join sums using (name) order by name',
    );
    return rows.all().map(unpack);
  } catch (cause) {
    throw new TanglegateError('backup-unreadable', `${file} cannot be restored: ${messageOf(cause)}.`, {
      cause,
    });
  } finally {
    database?.close();
  }
}
