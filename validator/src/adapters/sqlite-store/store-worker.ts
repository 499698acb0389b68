import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { FeedTables } from './feed-tables.ts';
import { openDatabase } from './open-database.ts';
import type { FromStore, Outcome, StoreCall, ToStore } from './protocol.ts';
import { ScanTable } from './scan-table.ts';

class StoreWorker {
  readonly #db: Database;
  readonly #scans: ScanTable;
  readonly #feeds: FeedTables;
  #commits = 0;

  constructor(db: Database) {
    this.#db = db;
    this.#scans = new ScanTable(db, () => performance.timeOrigin + performance.now());
    this.#feeds = new FeedTables(db);
  }

  /** Everything in here becomes durable together. */
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
      this.#commits += 1;
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
          commits: this.#commits,
        };
    }
  }
}

/** Group commit: whatever arrived while the last commit was at the disk goes into the next one. */
function gather(first: ToStore, port: MessagePort): { calls: StoreCall[]; isClosing: boolean } {
  const calls: StoreCall[] = [];
  let message: ToStore | undefined = first;
  while (message?.kind === 'calls') {
    calls.push(...message.calls);
    message = receiveMessageOnPort(port)?.message as ToStore | undefined; // Only SqliteStore writes there.
  }
  return { calls, isClosing: message?.kind === 'close' };
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
    const { calls, isClosing } = gather(message, port);
    if (calls.length > 0) say({ kind: 'committed', outcomes: worker.commit(calls) });
    if (!isClosing) return;
    db.close();
    port.close();
  });
  say({ kind: 'ready' });
}

await serve();
