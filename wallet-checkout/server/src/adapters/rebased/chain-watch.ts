import { TanglegateError } from '@tanglegate/core/errors';
import type { LedgerCursor } from '../../ports/ledger.ts';
import type { Checkpoint, RebasedNode } from './rebased-node.ts';

/** @throws TanglegateError `ledger-gap`: a follower that skipped one checkpoint could lose money silently */
function refuseGaps(checkpoints: readonly Checkpoint[], after: number): void {
  let previous = after;
  for (const { position } of checkpoints) {
    if (position !== previous + 1) {
      throw new TanglegateError(
        'ledger-gap',
        `The node gives checkpoint ${position} after ${previous}: it has forgotten what is between. Use a node with a longer history.`,
      );
    }
    previous = position;
  }
}

/** Sees to it that what a node gives continues what was read before. */
export class ChainWatch {
  readonly #node: RebasedNode;
  /** Compared once, and again whenever something is strange: the node behind a URL can be replaced. */
  #known: string | undefined;
  #lastRead: Checkpoint | undefined;

  constructor(node: RebasedNode) {
    this.#node = node;
  }

  /** @throws TanglegateError `ledger-other-chain` */
  async compare(cursor: LedgerCursor): Promise<void> {
    const chain = await this.#node.chain();
    if (chain !== cursor.chain) {
      throw new TanglegateError(
        'ledger-other-chain',
        `The node is of chain ${chain}, and this checkout has followed chain ${cursor.chain}. Set TANGLEGATE_NODE_URL to a node of ${cursor.chain}, or start with an empty TANGLEGATE_DATA.`,
      );
    }
    this.#known = cursor.chain;
  }

  async compareOnce(cursor: LedgerCursor): Promise<void> {
    if (this.#known !== cursor.chain) await this.compare(cursor);
  }

  doubt(): void {
    this.#known = undefined;
  }

  remember(checkpoint: Checkpoint): void {
    this.#lastRead = checkpoint;
  }

  /**
   * The checkpoints that continue the cursor. At its tip a node gives the tip again, also for a cursor far ahead of it.
   * @throws TanglegateError `ledger-behind`, `ledger-gap`, `ledger-other-chain`
   */
  async continuing(cursor: LedgerCursor, checkpoints: readonly Checkpoint[]): Promise<Checkpoint[]> {
    const fresh = checkpoints.filter(({ position }) => position > cursor.position);
    const tip = checkpoints.at(-1)?.position ?? cursor.position;
    if (fresh.length === 0 && tip < cursor.position) {
      await this.compare(cursor);
      throw new TanglegateError(
        'ledger-behind',
        `The node stands at checkpoint ${tip}, and ${cursor.position} was read already: it is behind.`,
      );
    }
    refuseGaps(fresh, cursor.position);
    // Each checkpoint names the one before it: another chain under the same URL does not go unnoticed.
    const [first] = fresh;
    const last = this.#lastRead;
    const isNext = first !== undefined && last?.position === cursor.position;
    if (isNext && first.previousDigest !== last.digest) await this.compare(cursor);
    return fresh;
  }
}
