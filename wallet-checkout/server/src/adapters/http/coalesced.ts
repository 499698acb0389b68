/** Runs `work` after each `wake`, one run at a time; however many wakes come during a run, one more run follows. */
export class Coalesced {
  readonly #work: () => Promise<void>;
  #wanted = false;
  #running = false;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Resolves when nothing is left to do; for a wake during a run, at once. Rejects with what `work` throws. */
  async wake(): Promise<void> {
    this.#wanted = true;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#takeWanted()) await this.#work();
    } finally {
      this.#running = false;
    }
  }

  #takeWanted(): boolean {
    const wanted = this.#wanted;
    this.#wanted = false;
    return wanted;
  }
}
