import { TanglegateError } from '@tanglegate/core/errors';
import type { LedgerGap } from '../../ports/ledger-gap.ts';
import type { RebasedNode } from './rebased-node.ts';

/** A follower that skipped one checkpoint could lose money silently. */
export function gapTrouble({ from, to }: LedgerGap): TanglegateError {
  return new TanglegateError(
    'ledger-gap',
    `The node gives checkpoint ${to + 1} after ${from - 1}: it has forgotten what is between. Use a node with a longer history.`,
    { details: { from, to } },
  );
}

/**
 * When a page is empty although the chain is longer: a node leaves out what it has forgotten without a word (iotaledger/iota#11985).
 * Nodes forget from the oldest on, so that the first checkpoint it has is found by halving.
 */
export async function findGap(node: RebasedNode, after: number, latest: number): Promise<LedgerGap> {
  let [forgotten, kept] = [after, latest];
  while (kept - forgotten > 1) {
    const middle = Math.floor((forgotten + kept) / 2);
    if (await node.keeps(middle)) kept = middle;
    else forgotten = middle;
  }
  return { from: after + 1, to: kept - 1 };
}
