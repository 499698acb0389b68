import { messageOf } from '@tanglegate/core/errors';
import { MAX_BATCH, type FeedAck } from '@tanglegate/core/mqtt/feed';
import type { AdmissionStore } from '../ports/admission-store.ts';
import type { Log } from '../ports/log.ts';
import type { VenueBus } from '../ports/venue-bus.ts';

interface Parts {
  readonly store: Pick<AdmissionStore, 'entriesAfter' | 'head'>;
  readonly bus: Pick<VenueBus, 'isConnected' | 'sendAdmissions' | 'sendAdmissionsHead'>;
  readonly log: Log;
}

/** What happens within this time goes out as one batch: nobody watches the live view by the millisecond. */
const GATHER_MS = 100;
/** A reader that is still behind after this time has missed something: what is on its way has arrived by then. */
const PATIENCE_MS = 300;
/** Batches sent to a reader at once; it acknowledges before it gets more. */
const WINDOW = 10;

/** Sends admissions and refusals as they were numbered by the store, and again to a reader that lacks some. */
export class AdmissionsPublisher {
  readonly #parts: Parts;
  #feed = '';
  #published = 0;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();
  readonly #readers = new Map<string, { have: number; timer: NodeJS.Timeout | undefined }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    const { feed, head } = await this.#parts.store.head();
    this.#feed = feed;
    this.#published = head;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    for (const { timer } of this.#readers.values()) clearTimeout(timer);
    await this.#work;
  }

  /** Also says the head: that is how a reader learns that it has missed something. */
  connected(): void {
    this.#enqueue(async () => {
      await this.#publishNew();
      this.#parts.bus.sendAdmissionsHead({ feed: this.#feed, head: this.#published });
    });
  }

  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#enqueue(() => this.#publishNew());
    }, GATHER_MS);
  }

  hearAck({ feed, reader, have }: FeedAck): void {
    const known = this.#readers.get(reader) ?? { have, timer: undefined };
    known.have = have;
    this.#readers.set(reader, known);
    known.timer ??= setTimeout(() => {
      known.timer = undefined;
      this.#enqueue(() => this.#replay(feed, known.have));
    }, PATIENCE_MS);
  }

  async #publishNew(): Promise<void> {
    const { store, bus } = this.#parts;
    let full = true;
    // Only a full page is followed by the next at once: else a busy door would be told of one by one.
    while (full && bus.isConnected()) {
      const entries = await store.entriesAfter(this.#published, MAX_BATCH);
      const last = entries.at(-1)?.n;
      if (last === undefined) return;
      bus.sendAdmissions({ feed: this.#feed, entries });
      bus.sendAdmissionsHead({ feed: this.#feed, head: last });
      this.#published = last;
      full = entries.length === MAX_BATCH;
    }
  }

  async #replay(feed: string, have: number): Promise<void> {
    const { store, bus } = this.#parts;
    // A reader of another feed has nothing of this one.
    let after = feed === this.#feed ? have : 0;
    for (let sent = 0; sent < WINDOW && after < this.#published && bus.isConnected(); sent += 1) {
      const entries = await store.entriesAfter(after, MAX_BATCH);
      const last = entries.at(-1)?.n;
      if (last === undefined) return;
      bus.sendAdmissions({ feed: this.#feed, entries });
      after = last;
    }
  }

  #enqueue(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#parts.log.error({ why: messageOf(error) }, 'admissions could not be published');
    });
  }
}
