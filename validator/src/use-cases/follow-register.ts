import { SECOND } from '@tanglegate/core/clock';
import { messageOf } from '@tanglegate/core/errors';
import type { FeedAck, FeedHead, RegisterBatch } from '@tanglegate/core/mqtt/feed';
import type { RegisterEntry } from '@tanglegate/core/register/facts';
import { RegisterIndex } from '../domain/register-index.ts';
import type { Log } from '../ports/log.ts';
import type { RegisterStore } from '../ports/register-store.ts';
import type { VenueBus } from '../ports/venue-bus.ts';

const PAGE = 5_000;

interface Parts {
  readonly store: RegisterStore;
  readonly bus: Pick<VenueBus, 'askRegister'>;
  /** This validator's name in acknowledgements, the same after each restart. */
  readonly reader: string;
  readonly log: Log;
}

/**
 * Keeps up with the register: takes entries in order without gaps, stores them, then believes them; asks for what is missing.
 * The retained head says which feed counts. A new feed's name means that the checkout's store started anew: its facts replace the
 * old ones from its first batch on, and until then the old ones hold. Admissions are never forgotten: they are the store's own.
 */
export class RegisterFollower {
  readonly #parts: Parts;
  #index = new RegisterIndex();
  #feed: string | undefined;
  #have = 0;
  #head: FeedHead | undefined;
  #work: Promise<void> = Promise.resolve();
  #levelWaiters: (() => void)[] = [];
  #haveAtLastLook = -1;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Reads what earlier runs have stored. */
  async start(): Promise<void> {
    const { feed } = await this.#parts.store.position();
    this.#feed = feed;
    for (;;) {
      const page = await this.#parts.store.registerAfter(this.#have, PAGE);
      this.#believe(page);
      if (page.length < PAGE) break;
    }
    this.#timer = setInterval(() => {
      this.#lookAgain();
    }, SECOND);
    this.#timer.unref();
  }

  /** Resolves once nothing is being stored any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#work;
  }

  get index(): RegisterIndex {
    return this.#index;
  }

  get have(): number {
    return this.#have;
  }

  /** Undefined until the checkout has said it. */
  get head(): FeedHead | undefined {
    return this.#head;
  }

  /** Does this validator know that there is more than it has? */
  isBehind(): boolean {
    const head = this.#head;
    if (head === undefined) return false;
    return head.feed === this.#feed ? this.#have < head.head : head.head > 0;
  }

  connected(): void {
    if (this.#feed !== undefined) this.#ask();
  }

  hearHead(head: FeedHead): void {
    this.#head = head;
    if (this.isBehind()) this.#ask();
    else this.#tellLevel();
  }

  hearBatch(batch: RegisterBatch): void {
    this.#work = this.#work
      .then(() => this.#take(batch))
      .catch((error: unknown) => {
        this.#parts.log.error({ error: messageOf(error) }, 'register entries could not be stored');
      });
  }

  /** Asks whether there is more; resolves when level with what the checkout answers, or after `waitMs`, whichever comes first. */
  async hearNews(waitMs: number): Promise<void> {
    this.#ask({ ask: true });
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#levelWaiters.push(resolve);
      timer = setTimeout(resolve, waitMs);
    });
    clearTimeout(timer);
  }

  async #take({ feed, entries }: RegisterBatch): Promise<void> {
    const starting = feed !== this.#feed;
    // Only the head may say that another feed counts now: a stray batch must not wipe what is known.
    if (starting && feed !== this.#head?.feed) return;
    const have = starting ? 0 : this.#have;
    const fresh = entries.filter(({ n }) => n > have);
    if (fresh.some(({ n }, i) => n !== have + 1 + i)) {
      this.#ask();
      return;
    }
    if (fresh.length === 0) return;
    await this.#parts.store.appendRegister(feed, fresh);
    if (starting) {
      this.#index = new RegisterIndex();
      this.#feed = feed;
      this.#have = 0;
    }
    this.#believe(fresh);
    this.#ask();
    if (!this.isBehind()) this.#tellLevel();
  }

  #believe(entries: readonly RegisterEntry[]): void {
    for (const { n, fact } of entries) {
      this.#index.apply(fact);
      this.#have = n;
    }
  }

  /** An acknowledgement says what is here, and by that what is missing. */
  #ask(more: Pick<FeedAck, 'ask'> = {}): void {
    const { bus, reader } = this.#parts;
    const feed = this.#head?.feed ?? this.#feed;
    if (feed !== undefined)
      bus.askRegister({ feed, reader, have: feed === this.#feed ? this.#have : 0, ...more });
  }

  /** Asks again when a second brought nothing. */
  #lookAgain(): void {
    if (this.isBehind() && this.#have === this.#haveAtLastLook) this.#ask();
    this.#haveAtLastLook = this.#have;
  }

  #tellLevel(): void {
    const waiting = this.#levelWaiters;
    this.#levelWaiters = [];
    for (const resolve of waiting) resolve();
  }
}
