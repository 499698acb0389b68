import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { TanglegateError } from '@tanglegate/core/errors';
import type { AdmissionStore } from '../../ports/admission-store.ts';
import type { RegisterStore } from '../../ports/register-store.ts';
import { CallQueue } from './call-queue.ts';
import type { CallName, Durability, FromStore, StoreCall, StoreCalls, ToStore } from './protocol.ts';

export interface SqliteStore extends AdmissionStore, RegisterStore {
  durability(): Promise<Durability>;
  /** Why nothing can be kept any more, or undefined while all is well. */
  trouble(): string | undefined;
  /** Waits for what was asked, then closes the file. */
  close(): Promise<void>;
}

/**
 * The store, in a thread of its own: while it waits for the disk, the broker's messages and HTTP go on being read.
 * @throws TanglegateError `store-damaged`, `store-unreadable`, `store-not-migrated`
 */
export async function openSqliteStore(file: string): Promise<SqliteStore> {
  const worker = new Worker(new URL('./boot-worker.js', import.meta.url), {
    workerData: { file },
    execArgv: [],
  });
  const [first] = (await once(worker, 'message')) as [FromStore]; // Only store-worker.ts speaks there; an error rejects.
  if (first.kind === 'not-opened') throw new TanglegateError(first.code, first.message);
  return new WorkerStore(worker);
}

class WorkerStore implements SqliteStore {
  readonly #worker: Worker;
  readonly #calls: CallQueue<StoreCall, unknown>;
  #trouble: string | undefined;
  #closing = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#calls = new CallQueue((calls) => {
      this.#post({ kind: 'calls', calls });
    });
    worker.on('message', (message: FromStore) => {
      this.#hear(message);
    });
    worker.on('error', (error) => {
      this.#break(error.message);
    });
    worker.on('exit', () => {
      this.#break(this.#closing ? 'the store is closed' : 'the store’s thread ended');
    });
  }

  decide: AdmissionStore['decide'] = (scan) => this.#call('decide', { scan });
  keepReport: AdmissionStore['keepReport'] = (report) => this.#call('keepReport', { report });
  entriesAfter: AdmissionStore['entriesAfter'] = (after, limit) =>
    this.#call('entriesAfter', { after, limit });
  head: AdmissionStore['head'] = () => this.#call('head', {});
  position: RegisterStore['position'] = () => this.#call('position', {});
  registerAfter: RegisterStore['registerAfter'] = (after, limit) =>
    this.#call('registerAfter', { after, limit });
  appendRegister: RegisterStore['appendRegister'] = (feed, entries) =>
    this.#call('appendRegister', { feed, entries });
  durability = (): Promise<Durability> => this.#call('durability', {});
  trouble = (): string | undefined => this.#trouble;

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    await this.#calls.idle();
    const ended = once(this.#worker, 'exit');
    this.#post({ kind: 'close' });
    await ended;
  }

  #call<K extends CallName>(call: K, ask: StoreCalls[K]['ask']): Promise<StoreCalls[K]['give']> {
    // The pairs of StoreCalls: TypeScript cannot follow K through the union and the thread.
    return this.#calls.ask({ call, ...ask } as StoreCall) as Promise<StoreCalls[K]['give']>;
  }

  #post(message: ToStore): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromStore): void {
    if (message.kind !== 'committed') return;
    let trouble: string | undefined;
    const answers = message.outcomes.map((outcome) => {
      if ('ok' in outcome) return outcome;
      trouble = outcome.failed;
      return {
        failed: new TanglegateError('store-failed', `The admissions could not be kept: ${outcome.failed}`),
      };
    });
    this.#trouble = trouble;
    this.#calls.answer(answers);
  }

  #break(why: string): void {
    if (!this.#closing) this.#trouble = why;
    this.#calls.fail(new TanglegateError('store-failed', `The admissions could not be kept: ${why}`));
  }
}
