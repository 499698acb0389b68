import type { LedgerStore } from '../ports/ledger-store.ts';

export function currentEpoch(store: LedgerStore): number {
  const tip = store.checkpoints.tip();
  if (!tip) return 0;
  return tip.endsEpoch ? tip.epoch + 1 : tip.epoch;
}
