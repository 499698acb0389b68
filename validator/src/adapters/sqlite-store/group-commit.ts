/**
 * Group commit: whatever was asked while the last batch was at the disk goes into the next one. One batch at a time, and one
 * round of the event loop is waited for before the first, so that messages which arrived together travel together.
 */
export class GroupCommit<Item, Result> {
  readonly #send: (items: Item[]) => void;
  #waiting: Pending<Item, Result>[] = [];
  #atDisk: Pending<Item, Result>[] = [];
  #scheduled = false;
  #idle: (() => void)[] = [];
  #broken: Error | undefined;

  constructor(send: (items: Item[]) => void) {
    this.#send = send;
  }

  submit(item: Item): Promise<Result> {
    const { promise, resolve, reject } = withResolvers<Result>();
    if (this.#broken !== undefined) reject(this.#broken);
    else {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    }
    return promise;
  }

  /** The batch that was sent last is durable: one result for each item, in order. */
  done(settle: (index: number) => { readonly ok: Result } | { readonly failed: Error }): void {
    const batch = this.#atDisk;
    this.#atDisk = [];
    for (const [index, { resolve, reject }] of batch.entries()) {
      const outcome = settle(index);
      if ('ok' in outcome) resolve(outcome.ok);
      else reject(outcome.failed);
    }
    if (this.#waiting.length > 0) this.#flush();
    else this.#tellIdle();
  }

  /** Nothing can be made durable any more. */
  fail(error: Error): void {
    this.#broken ??= error;
    const all = [...this.#atDisk, ...this.#waiting];
    this.#atDisk = [];
    this.#waiting = [];
    for (const { reject } of all) reject(error);
    this.#tellIdle();
  }

  /** Resolves once nothing waits and nothing is at the disk. */
  idle(): Promise<void> {
    if (this.#waiting.length === 0 && this.#atDisk.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled || this.#atDisk.length > 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#atDisk.length === 0 && this.#waiting.length > 0) this.#flush();
    });
  }

  #flush(): void {
    this.#atDisk = this.#waiting;
    this.#waiting = [];
    this.#send(this.#atDisk.map(({ item }) => item));
  }

  #tellIdle(): void {
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }
}

interface Pending<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

function withResolvers<T>(): Omit<Pending<never, T>, 'item'> & { promise: Promise<T> } {
  let settle: Omit<Pending<never, T>, 'item'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error('a promise runs its executor at once');
  return { promise, ...settle };
}
