/**
 * Calls to another thread and their answers, both in order. What is asked in one round of the event loop travels as one message; how
 * many messages make one commit, the other side decides.
 */
export class CallQueue<Call, Answer> {
  readonly #post: (calls: Call[]) => void;
  #unposted: Call[] = [];
  #pending: Pending<Answer>[] = [];
  #idle: (() => void)[] = [];
  #broken: Error | undefined;

  constructor(post: (calls: Call[]) => void) {
    this.#post = post;
  }

  ask(call: Call): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      if (this.#broken !== undefined) {
        reject(this.#broken);
        return;
      }
      this.#pending.push({ resolve, reject });
      if (this.#unposted.push(call) > 1) return;
      setImmediate(() => {
        const calls = this.#unposted;
        this.#unposted = [];
        if (this.#broken === undefined) this.#post(calls);
      });
    });
  }

  /** Answers to the calls that have waited longest, in order. */
  answer(answers: readonly ({ readonly ok: Answer } | { readonly failed: Error })[]): void {
    const answered = this.#pending.splice(0, answers.length);
    for (const [i, { resolve, reject }] of answered.entries()) {
      const answer = answers[i];
      if (answer === undefined) continue;
      if ('ok' in answer) resolve(answer.ok);
      else reject(answer.failed);
    }
    this.#tellIdle();
  }

  /** There will be no more answers. */
  fail(error: Error): void {
    this.#broken ??= error;
    for (const { reject } of this.#pending.splice(0)) reject(error);
    this.#tellIdle();
  }

  /** Resolves once every call is answered. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      this.#tellIdle();
    });
  }

  #tellIdle(): void {
    if (this.#pending.length > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

interface Pending<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}
