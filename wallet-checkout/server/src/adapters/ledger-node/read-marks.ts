/** A follower that begins again stands at the end of one of the last pages: so many are kept. */
const KEPT = 1_000;

/** How the ledger named each position that a page ended with. */
export interface Marks {
  at(position: number): string | undefined;
  remember(position: number, id: string): void;
}

/**
 * How the ledger named what was read last, whichever node it was read from: the next page must follow from it, whichever node that
 * one comes from. Shared by all nodes of one follower.
 */
export class ReadMarks implements Marks {
  readonly #marks = new Map<number, string>();

  at(position: number): string | undefined {
    return this.#marks.get(position);
  }

  remember(position: number, id: string): void {
    this.#marks.delete(position);
    this.#marks.set(position, id);
    if (this.#marks.size <= KEPT) return;
    for (const oldest of this.#marks.keys()) {
      this.#marks.delete(oldest);
      return;
    }
  }

  /** For looking at a node whose pages nobody takes: it adds nothing. */
  forLooking(): Marks {
    return { at: (position) => this.at(position), remember: () => undefined };
  }
}
