import type { HttpFaults } from './adapters/http-faults.ts';
import { noHttpFaults } from './adapters/http-faults.ts';
import type { RpcQuirks } from './adapters/json-rpc/context.ts';
import type { Checkpoint } from './domain/checkpoint.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import type { Faults, OnlyMethods } from './ports/test-ledger.ts';
import type { LocalExecution } from './use-cases/follow-locally.ts';
import type { CheckpointLoop } from './use-cases/run-checkpoints.ts';

export interface FaultParts {
  readonly http: HttpFaults;
  readonly quirks: RpcQuirks;
  readonly view: LocalExecution;
  readonly loop: CheckpointLoop;
  readonly make: (options?: { endsEpoch?: boolean }) => Checkpoint;
  readonly store: LedgerStore;
}

export function composeFaults({ http, quirks, view, loop, make, store }: FaultParts): Faults {
  const scoped = <T>(value: T, only: OnlyMethods | undefined) => ({ value, only });
  return {
    delayAnswers: (milliseconds, only) => {
      http.delay = scoped(milliseconds, only);
    },
    failWith: (status, only) => {
      http.status = status === undefined ? undefined : scoped(status, only);
    },
    dropConnections: (on, only) => {
      http.drop = on ? scoped(true, only) : undefined;
    },
    prune: (keepCheckpoints) => {
      const tip = store.checkpoints.tip()?.sequence ?? 0;
      store.atomically(() => {
        store.checkpoints.prune(tip + 1 - Math.max(1, keepCheckpoints));
      });
    },
    mispairCheckpoints: (on) => {
      quirks.mispairedCheckpoints = on;
    },
    pauseCheckpoints: () => {
      loop.pause();
    },
    resumeCheckpoints: () => {
      loop.resume();
    },
    makeCheckpoint: () => make().sequence,
    makeCheckpoints: (count) => {
      store.atomically(() => {
        for (let i = 0; i < count; i++) make();
      });
      return store.checkpoints.tip()?.sequence ?? 0;
    },
    holdLocalExecution: () => {
      view.hold();
    },
    releaseLocalExecution: () => {
      view.release();
    },
    changeEpoch: (pauseMs) => {
      const last = make({ endsEpoch: true });
      loop.pauseFor(pauseMs);
      return last.sequence;
    },
    clear: () => {
      Object.assign(http, noHttpFaults());
      quirks.mispairedCheckpoints = false;
      loop.resume();
      view.release();
    },
  };
}
