import { systemClock } from '@tanglegate/core/clock';
import type { LedgerOnNode } from './adapters/ledger-node/node-standing.ts';
import { preferredNodes, type PreferredNodesDeps } from './adapters/ledger-node/preferred-nodes.ts';
import { ReadMarks, type Marks } from './adapters/ledger-node/read-marks.ts';
import { rebasedLedger } from './adapters/rebased/rebased-ledger.ts';
import { rebasedNode } from './adapters/rebased/rebased-node.ts';
import { stardustLedger } from './adapters/stardust/stardust-ledger.ts';
import { stardustNode } from './adapters/stardust/stardust-node.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import type { Ledger, LedgerOfNodes, NetworkTerms } from './ports/ledger.ts';

const quietly: PreferredNodesDeps = { clock: systemClock, random: Math.random, changed: () => undefined };

/**
 * The network of the settings, on all of their nodes.
 * @param signal aborted when the checkout stops: nobody waits for a node's answer then
 */
export function composeLedger(
  settings: LedgerSettings,
  signal: AbortSignal,
  deps: PreferredNodesDeps = quietly,
): LedgerOfNodes {
  const { network, nodeUrl, otherNodeUrls, timeoutMs } = settings;
  const read = new ReadMarks();
  const ledgerAt = (url: string, marks: Marks): Ledger => {
    const access = { url, timeoutMs, signal };
    if (network.stardust !== undefined) return stardustLedger(stardustNode(access), network.stardust, marks);
    return rebasedLedger(rebasedNode(access), marks);
  };
  const onNode = (url: string): LedgerOnNode => ({
    name: new URL(url).origin,
    ledger: ledgerAt(url, read),
    look: ledgerAt(url, read.forLooking()),
  });
  return preferredNodes([onNode(nodeUrl), ...otherNodeUrls.map(onNode)], deps);
}

/** What a network's coin is like is known without asking a node: nothing is sent. */
export function termsOf(settings: LedgerSettings): NetworkTerms {
  return composeLedger(settings, AbortSignal.abort()).terms;
}
