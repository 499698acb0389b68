import { TanglegateError } from '@tanglegate/core/errors';
import type { LedgerCursor } from '../../ports/ledger.ts';
import type { Marks } from '../ledger-node/read-marks.ts';
import { findGap, gapTrouble } from './find-gap.ts';
import type { Checkpoint, RebasedNode } from './rebased-node.ts';

/** What continues the cursor without a gap. */
export interface Continuation {
  readonly checkpoints: readonly Checkpoint[];
  /** The node gave more, beyond a gap. */
  readonly isCut: boolean;
}

/** Sees to it that what a node gives continues what was read before, from whichever node. */
export class ChainWatch {
  readonly #node: RebasedNode;
  readonly #marks: Marks;
  /** Compared once, and again whenever something is strange: the node behind a URL can be replaced. */
  #known: string | undefined;

  constructor(node: RebasedNode, marks: Marks) {
    this.#node = node;
    this.#marks = marks;
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

  /** Without a mark, only the chain's name can tell whether the next page continues what was read. */
  async compareOnce(cursor: LedgerCursor): Promise<void> {
    const isMarked = this.#marks.at(cursor.position) !== undefined;
    if (this.#known !== cursor.chain || !isMarked) await this.compare(cursor);
  }

  doubt(): void {
    this.#known = undefined;
  }

  /**
   * The checkpoints that continue the cursor. At its tip a node gives the tip again, also for a cursor far ahead of it.
   * @throws TanglegateError `ledger-behind`, `ledger-gap`, `ledger-other-chain`
   */
  async continuing(cursor: LedgerCursor, given: readonly Checkpoint[]): Promise<Continuation> {
    const fresh = given.filter(({ position }) => position > cursor.position);
    if (fresh.length === 0) {
      await this.#requireTip(cursor, given.at(-1));
      return { checkpoints: [], isCut: false };
    }
    const gapAt = fresh.findIndex(({ position }, i) => position !== cursor.position + 1 + i);
    if (gapAt === 0) {
      await this.compare(cursor);
      throw gapTrouble({ from: cursor.position + 1, to: (fresh[0]?.position ?? 0) - 1 });
    }
    const checkpoints = gapAt < 0 ? fresh : fresh.slice(0, gapAt);
    await this.#requireLinks(cursor, checkpoints);
    return { checkpoints, isCut: gapAt > 0 };
  }

  /** Each checkpoint names the one before it. Checkpoints neither fork nor roll back. */
  async #requireLinks(cursor: LedgerCursor, checkpoints: readonly Checkpoint[]): Promise<void> {
    let previous = this.#marks.at(cursor.position);
    for (const { position, digest, previousDigest } of checkpoints) {
      if (previous !== undefined && previousDigest !== previous) await this.#refuseFork(cursor, position - 1);
      previous = digest;
    }
  }

  /** The node's last checkpoint must be the one at the cursor. */
  async #requireTip(cursor: LedgerCursor, last: Checkpoint | undefined): Promise<void> {
    const tip = last?.position ?? (await this.#node.latest());
    if (tip > cursor.position) {
      await this.compare(cursor);
      throw gapTrouble(await findGap(this.#node, cursor.position, tip));
    }
    if (tip < cursor.position) {
      await this.compare(cursor);
      throw new TanglegateError(
        'ledger-behind',
        `The node stands at checkpoint ${tip}, and ${cursor.position} was read already: it is behind.`,
      );
    }
    const read = this.#marks.at(tip);
    if (last !== undefined && read !== undefined && last.digest !== read) await this.#refuseFork(cursor, tip);
  }

  async #refuseFork(cursor: LedgerCursor, position: number): Promise<never> {
    await this.compare(cursor);
    throw new TanglegateError(
      'ledger-other-chain',
      `The node's checkpoint ${position} is another one than was read before, and checkpoints never change: the node cannot be trusted. Set TANGLEGATE_NODE_URL to another node of ${cursor.chain}.`,
    );
  }
}
