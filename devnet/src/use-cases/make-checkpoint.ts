import type { Clock } from '@tanglegate/core/clock';
import type { Checkpoint } from '../domain/checkpoint.ts';
import { nextCheckpoint } from '../domain/checkpoint.ts';
import type { Hashing } from '../domain/object.ts';
import type { SystemKind } from '../domain/system-transaction.ts';
import { systemDigest } from '../domain/system-transaction.ts';
import type { Chain, LedgerStore } from '../ports/ledger-store.ts';
import type { NodeView } from '../ports/node-view.ts';

export interface CheckpointDeps {
  readonly store: LedgerStore;
  readonly chain: Chain;
  readonly hashing: Hashing;
  readonly clock: Clock;
  readonly view: NodeView;
  /** How many checkpoints to keep; older ones are forgotten with their transactions. */
  readonly keepCheckpoints: number;
}

/** Pruning in steps of this many costs next to nothing per checkpoint. */
const PRUNE_STEP = 1_000;

/** Puts all that was executed since the last one into a checkpoint; an idle one holds the clock's step alone. */
export function makeCheckpoint(deps: CheckpointDeps): (options?: { endsEpoch?: boolean }) => Checkpoint {
  const { store, chain, hashing, clock, view, keepCheckpoints } = deps;
  return ({ endsEpoch = false } = {}) =>
    store.atomically(() => {
      const previous = store.checkpoints.tip();
      if (!previous) throw new Error('the ledger has no genesis checkpoint');
      const sequence = previous.sequence + 1;
      const pending = store.transactions.pending();
      const kinds: SystemKind[] = endsEpoch ? ['prologue', 'epoch-change'] : ['prologue'];
      const system = kinds.map((kind) => ({
        kind,
        digest: systemDigest(kind, chain.identifier, sequence, hashing),
      }));
      const [prologue, ...last] = system.map(({ digest }) => digest);
      const checkpoint = nextCheckpoint({
        previous,
        now: clock.now(),
        transactions: [
          ...(prologue === undefined ? [] : [prologue]),
          ...pending.map((t) => t.digest),
          ...last,
        ],
        gas: pending.map(({ outcome }) => outcome.gas),
        endsEpoch,
        hashing,
      });
      store.checkpoints.append(checkpoint, system);
      // A node that shows a checkpoint has executed what is in it.
      view.catchUp(store.transactions.lastNumber());
      if (sequence % PRUNE_STEP === 0) store.checkpoints.prune(sequence - keepCheckpoints);
      return checkpoint;
    });
}
