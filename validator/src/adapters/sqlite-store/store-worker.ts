import { parentPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { FeedTables } from './feed-tables.ts';
import { openDatabase } from './open-database.ts';
import type { FromStore, Outcome, StoreCall, ToStore } from './protocol.ts';
import { ScanTable } from './scan-table.ts';

/** One batch is one commit: everything in it is durable together, and is answered only then. */
class StoreWorker {
  readonly #db: Database;
  readonly #scans: ScanTable;
  readonly #feeds: FeedTables;

  constructor(db: Database) {
    this.#db = db;
    this.#scans = new ScanTable(db, () => performance.timeOrigin + performance.now());
    this.#feeds = new FeedTables(db);
  }

  commit(calls: readonly StoreCall[]): Outcome[] {
    try {
      return this.#transaction(calls);
    } catch (error) {
      if (calls.length === 1) return [{ failed: messageOf(error) }];
      // One bad call must not take the others with it.
      return calls.flatMap((call) => this.commit([call]));
    }
  }

  /** IMMEDIATE: what is read in here is still true when it is written, whoever else has the file open. */
  #transaction(calls: readonly StoreCall[]): Outcome[] {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      this.#scans.begin();
      const outcomes = calls.map((call) => ({ ok: this.#run(call) }));
      this.#db.exec('COMMIT');
      return outcomes;
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #run(call: StoreCall): unknown {
    switch (call.call) {
      case 'decide':
        return this.#scans.decide(call.scan);
      case 'keepReport':
        this.#feeds.keepReport(call.report);
        return undefined;
      case 'entriesAfter':
        return this.#feeds.entriesAfter(call.after, call.limit);
      case 'head':
        return this.#feeds.head();
      case 'position':
        return this.#feeds.position();
      case 'registerAfter':
        return this.#feeds.registerAfter(call.after, call.limit);
      case 'appendRegister':
        this.#feeds.appendRegister(call.feed, call.entries);
        return undefined;
      case 'durability':
        return {
          journalMode: this.#db.pragma('journal_mode', { simple: true }),
          synchronous: this.#db.pragma('synchronous', { simple: true }),
        };
    }
  }
}

async function serve(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('the store works in a thread of its own');
  const say = (message: FromStore): void => {
    port.postMessage(message);
  };
  let db: Database;
  try {
    db = await openDatabase((workerData as { file: string }).file); // Given by SqliteStore alone.
  } catch (error) {
    const code = error instanceof TanglegateError ? error.code : 'store-unreadable';
    say({ kind: 'not-opened', code, message: messageOf(error) });
    port.close();
    return;
  }
  const worker = new StoreWorker(db);
  port.on('message', (message: ToStore) => {
    if (message.kind === 'batch') {
      say({ kind: 'batch', outcomes: worker.commit(message.calls) });
      return;
    }
    db.close();
    port.close();
  });
  say({ kind: 'ready' });
}

await serve();
