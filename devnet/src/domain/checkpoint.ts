import type { GasUsed } from './gas.ts';
import { addGas, NO_GAS } from './gas.ts';
import type { Digest, Hashing } from './object.ts';

export interface Checkpoint {
  readonly sequence: number;
  readonly digest: Digest;
  readonly previousDigest: Digest | undefined;
  readonly epoch: number;
  /** Never less than the one before, but possibly the same. */
  readonly timestamp: number;
  /** Since genesis, with those in this one. */
  readonly transactionsSoFar: number;
  /** Of this epoch, with this one. */
  readonly gasSoFar: GasUsed;
  readonly endsEpoch: boolean;
  readonly transactions: readonly Digest[];
}

export interface NewCheckpoint {
  readonly previous: Checkpoint;
  /** Of the clock; the checkpoint's is at least its predecessor's. */
  readonly now: number;
  readonly transactions: readonly Digest[];
  readonly gas: readonly GasUsed[];
  readonly endsEpoch: boolean;
  readonly hashing: Hashing;
}

export function nextCheckpoint({
  previous,
  now,
  transactions,
  gas,
  endsEpoch,
  hashing,
}: NewCheckpoint): Checkpoint {
  const sequence = previous.sequence + 1;
  const timestamp = Math.max(previous.timestamp, now);
  const epoch = previous.endsEpoch ? previous.epoch + 1 : previous.epoch;
  const start = previous.endsEpoch ? NO_GAS : previous.gasSoFar;
  return {
    sequence,
    digest: hashing.digestOf(
      'CheckpointSummary',
      previous.digest,
      epoch,
      sequence,
      timestamp,
      ...transactions,
    ),
    previousDigest: previous.digest,
    epoch,
    timestamp,
    transactionsSoFar: previous.transactionsSoFar + transactions.length,
    gasSoFar: gas.reduce(addGas, start),
    endsEpoch,
    transactions,
  };
}
