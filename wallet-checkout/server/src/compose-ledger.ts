import { rebasedLedger } from './adapters/rebased/rebased-ledger.ts';
import { rebasedNode } from './adapters/rebased/rebased-node.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import type { Ledger, NetworkTerms } from './ports/ledger.ts';

/** @param signal aborted when the checkout stops: nobody waits for a node's answer then */
export function composeLedger({ nodeUrl, timeoutMs }: LedgerSettings, signal: AbortSignal): Ledger {
  return rebasedLedger(rebasedNode({ url: nodeUrl, timeoutMs, signal }));
}

/** What a network's coin is like is known without asking a node: nothing is sent. */
export function termsOf(settings: LedgerSettings): NetworkTerms {
  return composeLedger(settings, AbortSignal.abort()).terms;
}
