import { NO_GAS } from './gas.ts';
import type { Address, Coin, Digest, Hashing } from './object.ts';
import type { Outcome } from './outcome.ts';

/** The clock that each consensus commit moves on. */
const CLOCK: Address = `0x${'6'.padStart(64, '0')}`;
const SYSTEM_STATE: Address = `0x${'5'.padStart(64, '0')}`;

export type SystemKind = 'prologue' | 'epoch-change';

/** Each checkpoint after genesis holds one prologue, so both follow from the checkpoint's number alone: nothing is stored. */
export function systemDigest(kind: SystemKind, chain: string, checkpoint: number, hashing: Hashing): Digest {
  return hashing.digestOf('SystemTransaction', kind, chain, checkpoint);
}

export interface SystemTransaction {
  readonly kind: SystemKind;
  readonly chain: string;
  readonly checkpoint: number;
  readonly epoch: number;
}

/** As a full node shows a consensus commit prologue: one shared object mutated, no gas, no balance changes. */
export function systemOutcome(system: SystemTransaction, genesis: Digest, hashing: Hashing): Outcome {
  const { kind, chain, checkpoint, epoch } = system;
  const id = kind === 'prologue' ? CLOCK : SYSTEM_STATE;
  const version = kind === 'prologue' ? checkpoint : epoch + 1;
  const owner = { Shared: { initial_shared_version: 1 } };
  const state = (at: number) => ({
    version: at,
    digest: hashing.digestOf('SystemObject', chain, id, at),
    owner,
  });
  const before = state(version);
  const previous = checkpoint > 1 ? systemDigest('prologue', chain, checkpoint - 1, hashing) : genesis;
  return {
    epoch,
    gas: NO_GAS,
    version: version + 1,
    changes: [{ id, before, after: state(version + 1) }],
    shared: [{ objectId: id, version, digest: before.digest }],
    dependencies: [kind === 'prologue' ? previous : genesis],
    balanceChanges: [],
  };
}

/** The one transaction that makes coins out of nothing. */
export function genesisOutcome(coin: Coin): Outcome {
  return {
    epoch: 0,
    gas: NO_GAS,
    version: coin.version,
    changes: [
      {
        id: coin.id,
        coinType: coin.coinType,
        after: { version: coin.version, digest: coin.digest, owner: coin.owner },
      },
    ],
    shared: [],
    dependencies: [],
    balanceChanges: [{ owner: coin.owner, coinType: coin.coinType, amount: coin.balance }],
  };
}
