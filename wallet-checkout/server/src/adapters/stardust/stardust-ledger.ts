import { TanglegateError } from '@tanglegate/core/errors';
import { ledgerUnits, MAX_LEDGER_UNITS } from '@tanglegate/core/money';
import pMap from 'p-map';
import type { Arrival, Ledger, LedgerCursor, LedgerPage } from '../../ports/ledger.ts';
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

class PageReader {
  readonly #node: StardustNode;
  readonly #watch: ChainWatch;
  readonly #cursor: LedgerCursor;

  constructor(node: StardustNode, watch: ChainWatch, cursor: LedgerCursor) {
    this.#node = node;
    this.#watch = watch;
    this.#cursor = cursor;
  }

  /** @throws TanglegateError `ledger-gap`, `ledger-behind`, `ledger-other-chain`, `ledger-incomplete` */
  async read(): Promise<LedgerPage> {
    const { position } = this.#cursor;
    const info = await this.#watch.info();
    await this.#watch.compareOnce(this.#cursor, info);
    const tip = info.status.confirmedMilestone;
    if (tip.index === position) return { position, arrivals: [], atTip: true };
    if (tip.index < position)
      throw new TanglegateError(
        'ledger-behind',
        `The node stands at milestone ${tip.index}, and ${position} was read already: it is behind.`,
      );
    refuseGap(this.#cursor, info);
    const last = Math.min(tip.index, position + MILESTONES_AT_ONCE);
    const after = await this.#need(position + 1, this.#node.previousMilestoneId(position + 1));
    this.#watch.requireNext(this.#cursor, after);
    const arrivals = await this.#arrivals(position + 1, last);
    const milestoneId = last === tip.index ? tip.milestoneId : await this.#node.previousMilestoneId(last + 1);
    if (milestoneId !== undefined) this.#watch.remember({ index: last, milestoneId });
    return { position: last, arrivals, atTip: last === tip.index };
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
 */
export function stardustLedger(node: StardustNode, network: StardustNetwork): Ledger {
  const { bech32Hrp, coin, leastOutput } = network;
  const watch = new ChainWatch(node, network);
  return {
    name: 'stardust',
    terms: { coin, leastOutput, mostPayable: ledgerUnits(MAX_LEDGER_UNITS) },
    formatAddress: (address) => formatStardustAddress(address, bech32Hrp),
    parseAddress: (text) => parseStardustAddress(text, bech32Hrp),
    tip: () => findTip(watch),
    async readAfter(cursor) {
      try {
        return await new PageReader(node, watch, cursor).read();
      } catch (error) {
        watch.doubt();
        throw error;
      }
    },
  };
}
