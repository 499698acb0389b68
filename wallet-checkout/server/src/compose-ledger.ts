import { rebasedLedger } from './adapters/rebased/rebased-ledger.ts';
import { rebasedNode } from './adapters/rebased/rebased-node.ts';
import { stardustLedger } from './adapters/stardust/stardust-ledger.ts';
import { stardustNode } from './adapters/stardust/stardust-node.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import type { Ledger, NetworkTerms } from './ports/ledger.ts';

/** @param signal aborted when the checkout stops: nobody waits for a node's answer then */
export function composeLedger(settings: LedgerSettings, signal: AbortSignal): Ledger {
  const { network, nodeUrl, timeoutMs } = settings;
  const access = { url: nodeUrl, timeoutMs, signal };
  if (network.stardust !== undefined) return stardustLedger(stardustNode(access), network.stardust);
  return rebasedLedger(rebasedNode(access));
}

/** What a network's coin is like is known without asking a node: nothing is sent. */
export function termsOf(settings: LedgerSettings): NetworkTerms {
  return composeLedger(settings, AbortSignal.abort()).terms;
}
