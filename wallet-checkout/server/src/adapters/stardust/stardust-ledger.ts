import { millis, SECOND } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import { ledgerUnits, MAX_LEDGER_UNITS } from '@tanglegate/core/money';
import pMap from 'p-map';
import type { Arrival, Ledger, LedgerCursor, LedgerPage } from '../../ports/ledger.ts';
import { ReadMarks, type Marks } from '../ledger-node/read-marks.ts';
import { ChainWatch, nameChain } from './chain-watch.ts';
import { readOutput } from './read-output.ts';
import { formatStardustAddress, parseStardustAddress } from './stardust-address.ts';
import type { StardustNetwork } from '../../domain/stardust-network.ts';
import type { StardustInfo, StardustNode } from './stardust-node.ts';

/** After a pause: a page is bounded in memory, and the cursor is written down on the way. */
const MILESTONES_AT_ONCE = 50;
/** Questions to the node at the same time. */
const AT_ONCE = 8;

/** @throws TanglegateError `ledger-gap`: a follower that skipped one milestone could lose money silently */
function refuseGap(cursor: LedgerCursor, { status: { pruningIndex } }: StardustInfo): void {
  if (cursor.position >= pruningIndex) return;
  throw new TanglegateError(
    'ledger-gap',
    `The node has forgotten all milestones up to ${pruningIndex}, and this checkout has read up to ${cursor.position}: what came in ${pruningIndex - cursor.position} milestones is not known. Use a node with a longer history.`,
    { details: { from: cursor.position + 1, to: pruningIndex } },
  );
}

interface Reading {
  readonly node: StardustNode;
  readonly watch: ChainWatch;
  readonly marks: Marks;
}

/** Where a page ends, in the node's words. */
interface End {
  readonly milestoneId?: string | undefined;
  /** Seconds since 1970. */
  readonly timestamp?: number | undefined;
}

class PageReader {
  readonly #node: StardustNode;
  readonly #watch: ChainWatch;
  readonly #marks: Marks;
  readonly #cursor: LedgerCursor;

  constructor({ node, watch, marks }: Reading, cursor: LedgerCursor) {
    this.#node = node;
    this.#watch = watch;
    this.#marks = marks;
    this.#cursor = cursor;
  }

  /** @throws TanglegateError `ledger-gap`, `ledger-behind`, `ledger-other-chain`, `ledger-incomplete` */
  async read(): Promise<LedgerPage> {
    const { position } = this.#cursor;
    const info = await this.#watch.info();
    await this.#watch.compareOnce(this.#cursor, info);
    const tip = info.status.confirmedMilestone;
    if (tip.index === position) {
      this.#watch.requireMark(this.#cursor, tip.milestoneId);
      return this.#page({ position, arrivals: [], atTip: true }, tip);
    }
    if (tip.index < position)
      throw new TanglegateError(
        'ledger-behind',
        `The node stands at milestone ${tip.index}, and ${position} was read already: it is behind.`,
      );
    refuseGap(this.#cursor, info);
    const last = Math.min(tip.index, position + MILESTONES_AT_ONCE);
    const after = await this.#need(position + 1, this.#node.milestone(position + 1));
    this.#watch.requireMark(this.#cursor, after.previousMilestoneId);
    const arrivals = await this.#arrivals(position + 1, last);
    if (last === tip.index) return this.#page({ position: last, arrivals, atTip: true }, tip);
    // The time of the next one: everything before it was read.
    const next = await this.#need(last + 1, this.#node.milestone(last + 1));
    const end = { milestoneId: next.previousMilestoneId, timestamp: next.timestamp };
    return this.#page({ position: last, arrivals, atTip: false }, end);
  }

  #page(page: LedgerPage, { milestoneId, timestamp }: End): LedgerPage {
    if (milestoneId !== undefined) this.#marks.remember(page.position, milestoneId);
    return timestamp === undefined ? page : { ...page, ledgerAt: millis(timestamp * SECOND) };
  }

  /** In the ledger's order. Whether an output was spent since does not matter: it did arrive. */
  async #arrivals(first: number, last: number): Promise<Arrival[]> {
    const indices = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const created = await pMap(
      indices,
      async (index) => {
        const ids = await this.#need(index, this.#node.createdOutputs(index));
        return ids.map((outputId) => ({ index, outputId }));
      },
      { concurrency: AT_ONCE },
    );
    const arrivals = await pMap(
      created.flat(),
      async ({ index, outputId }) =>
        readOutput(outputId, await this.#need(index, this.#node.output(outputId)), index),
      { concurrency: AT_ONCE },
    );
    return arrivals.flat();
  }

  /** What a confirmed milestone holds must be there, unless the node has forgotten it in the meantime, or is still writing it. */
  async #need<T>(index: number, asked: Promise<T | undefined>): Promise<T> {
    const found = await asked;
    if (found !== undefined) return found;
    refuseGap(this.#cursor, await this.#watch.info());
    throw new TanglegateError('ledger-incomplete', `The node does not know all of its milestone ${index}.`);
  }
}

async function findTip(watch: ChainWatch): Promise<LedgerCursor> {
  const info = await watch.info();
  watch.requireTerms(info);
  const { index, milestoneId } = info.status.confirmedMilestone;
  if (milestoneId === undefined)
    throw new TanglegateError('ledger-incomplete', 'The node has not had a milestone since it started.');
  return { chain: nameChain(info, { index, milestoneId }), position: index };
}

/**
 * Follows milestones by polling: the node's own events may go missing (hornet#1416), the cursor cannot. Each page costs the node one
 * question about itself, one or two about the chain, one a milestone and one an output.
 * @param marks shared with the ledgers of other nodes that the same follower reads
 */
export function stardustLedger(
  node: StardustNode,
  network: StardustNetwork,
  marks: Marks = new ReadMarks(),
): Ledger {
  const { bech32Hrp, coin, leastOutput } = network;
  const watch = new ChainWatch(node, network, marks);
  return {
    name: 'stardust',
    terms: { coin, leastOutput, mostPayable: ledgerUnits(MAX_LEDGER_UNITS) },
    formatAddress: (address) => formatStardustAddress(address, bech32Hrp),
    parseAddress: (text) => parseStardustAddress(text, bech32Hrp),
    tip: () => findTip(watch),
    async readAfter(cursor) {
      try {
        return await new PageReader({ node, watch, marks }, cursor).read();
      } catch (error) {
        watch.doubt();
        throw error;
      }
    },
    // Only an indexer knows outputs by address, and a private Tangle's node has none.
    reconcile: (_cursor, { gap }) =>
      Promise.reject(
        new TanglegateError('ledger-gap', 'On Stardust, nodes are not asked by address.', {
          details: { ...gap },
        }),
      ),
  };
}
