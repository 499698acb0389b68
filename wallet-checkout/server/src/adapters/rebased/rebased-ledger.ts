import { TanglegateError } from '@tanglegate/core/errors';
import { ledgerUnits, MAX_LEDGER_UNITS } from '@tanglegate/core/money';
import type { Arrival, Ledger, LedgerCursor, LedgerPage, NetworkTerms } from '../../ports/ledger.ts';
import { readArrivals } from './read-transaction.ts';
import type { Checkpoint, RebasedNode } from './rebased-node.ts';

/**
 * 1 IOTA = 10⁹ nanos. A coin of a single nano can be sent and owned: Rebased has no least deposit, the sender pays gas apart. So
 * nothing is dust here: every shortfall can be paid, and every surplus be sent back, if the organiser finds it worth the gas.
 */
export const REBASED_TERMS: NetworkTerms = {
  coin: { symbol: 'IOTA', decimals: 9 },
  leastOutput: ledgerUnits(1n),
  mostPayable: ledgerUnits(MAX_LEDGER_UNITS),
};

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

export function rebasedLedger(node: RebasedNode): Ledger {
  /** Compared once, and again whenever something is strange: the node behind a URL can be replaced. */
  let isChainKnown = false;
  let lastRead: Checkpoint | undefined;

  async function compareChain(cursor: LedgerCursor): Promise<void> {
    const chain = await node.chain();
    if (chain !== cursor.chain) {
      throw new TanglegateError(
        'ledger-other-chain',
        `The node is of chain ${chain}, and this checkout has followed chain ${cursor.chain}. Set TANGLEGATE_NODE_URL to a node of ${cursor.chain}, or start with an empty TANGLEGATE_DATA.`,
      );
    }
    isChainKnown = true;
  }
  async function newCheckpoints(cursor: LedgerCursor): Promise<{ fresh: Checkpoint[]; hasMore: boolean }> {
    const { checkpoints, hasMore } = await node.checkpointsAfter(cursor.position);
    // At its tip a node gives the tip again, also for a cursor far ahead of it.
    const fresh = checkpoints.filter(({ position }) => position > cursor.position);
    const last = checkpoints.at(-1)?.position ?? cursor.position;
    if (fresh.length === 0 && last < cursor.position) {
      await compareChain(cursor);
      throw new TanglegateError(
        'ledger-behind',
        `The node stands at checkpoint ${last}, and ${cursor.position} was read already: it is behind.`,
      );
    }
    refuseGaps(fresh, cursor.position);
    // Each checkpoint names the one before it: another chain under the same URL does not go unnoticed.
    const [first] = fresh;
    const isNext = first !== undefined && lastRead?.position === cursor.position;
    if (isNext && first.previousDigest !== lastRead?.digest) await compareChain(cursor);
    return { fresh, hasMore };
  }
  /** As far as the node knows the transactions of its own checkpoints: an index may lag behind them. */
  async function readPage(cursor: LedgerCursor): Promise<LedgerPage> {
    const { fresh, hasMore } = await newCheckpoints(cursor);
    const known = await node.transactions([...new Set(fresh.flatMap(({ digests }) => digests))]);
    const arrivals: Arrival[] = [];
    let position = cursor.position;
    for (const checkpoint of fresh) {
      const read = checkpoint.digests.map((digest) => {
        const transaction = known.get(digest);
        return transaction && readArrivals(transaction, checkpoint.position);
      });
      const complete = read.filter((some) => some !== undefined);
      if (complete.length < read.length) {
        if (position > cursor.position) return { position, arrivals, atTip: false };
        throw new TanglegateError(
          'ledger-incomplete',
          `The node does not yet know every transaction of its checkpoint ${checkpoint.position}.`,
        );
      }
      arrivals.push(...complete.flat());
      position = checkpoint.position;
      lastRead = checkpoint;
    }
    return { position, arrivals, atTip: !hasMore };
  }
  return {
    name: 'rebased',
    terms: REBASED_TERMS,
    formatAddress: (address) => `0x${address}`,
    async tip() {
      const chain = await node.chain();
      return { chain, position: await node.latest() };
    },
    async readAfter(cursor) {
      if (!isChainKnown) await compareChain(cursor);
      try {
        return await readPage(cursor);
      } catch (error) {
        isChainKnown = false;
        throw error;
      }
    },
  };
}
