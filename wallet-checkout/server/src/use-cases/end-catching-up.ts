import type { Millis } from '@tanglegate/core/clock';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

/**
 * After a restore nobody gets an address until the ledger was read to its end once: only then is it known which addresses the lost
 * database had given away and somebody has paid to.
 */
export function endCatchingUp(
  knownUntil: () => Millis | undefined,
  { store, log }: { store: Store; log: Log },
): () => Promise<void> {
  let isOver = false;
  return async () => {
    if (isOver || knownUntil() === undefined) return;
    if (await store.read.restore.isCatchingUp()) {
      await store.transaction(({ restore }) => restore.endCatchingUp());
      log.warn({}, 'caught up with the ledger after a restore: orders are taken again');
    }
    isOver = true;
  };
}
