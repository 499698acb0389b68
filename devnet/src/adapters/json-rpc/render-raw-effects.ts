import { bcs } from '@iota/iota-sdk/bcs';
import type { Digest } from '../../domain/object.ts';
import type { ObjectChange, Outcome } from '../../domain/outcome.ts';
import type { Failure } from '../../domain/refused.ts';
import { ownerInput } from '../hashing.ts';

/** The effects in BCS, which wallets hand on to pages (`rawEffects`, a list of bytes). */
export function renderRawEffects(digest: Digest, outcome: Outcome): number[] {
  const gasIndex = outcome.changes.findIndex(({ id }) => id === outcome.gasObject);
  const { gas } = outcome;
  const bytes = bcs.TransactionEffects.serialize({
    V1: {
      status: outcome.failure
        ? { Failed: { error: failureInput(outcome.failure), command: commandOf(outcome.failure) } }
        : { Success: true },
      executedEpoch: outcome.epoch,
      gasUsed: {
        computationCost: gas.computation,
        computationCostBurned: gas.burned,
        storageCost: gas.storage,
        storageRebate: gas.rebate,
        nonRefundableStorageFee: 0,
      },
      transactionDigest: digest,
      gasObjectIndex: gasIndex < 0 ? null : gasIndex,
      eventsDigest: null,
      dependencies: [...outcome.dependencies],
      lamportVersion: outcome.version,
      changedObjects: outcome.changes.map((change) => [change.id, changeInput(change)] as const),
      unchangedSharedObjects: [],
      auxDataDigest: null,
    },
  }).toBytes();
  return Array.from(bytes);
}

function changeInput({ before, after }: ObjectChange) {
  return {
    inputState: before
      ? { Exist: [[before.version, before.digest], ownerInput(before.owner)] as const }
      : { NotExist: true },
    outputState: after
      ? { ObjectWrite: [after.digest, ownerInput(after.owner)] as const }
      : { NotExist: true },
    idOperation: after ? (before ? { None: true } : { Created: true }) : { Deleted: true },
  } as const;
}

function failureInput(failure: Failure) {
  switch (failure.kind) {
    case 'InsufficientGas':
      return { InsufficientGas: true } as const;
    case 'InsufficientCoinBalance':
      return { InsufficientCoinBalance: true } as const;
    case 'CoinBalanceOverflow':
      return { CoinBalanceOverflow: true } as const;
    case 'ArityMismatch':
      return { ArityMismatch: true } as const;
    case 'UnusedValueWithoutDrop':
      return { UnusedValueWithoutDrop: { resultIdx: failure.command, secondaryIdx: failure.index } } as const;
    case 'CommandArgumentError': {
      const kind =
        failure.reason === 'IndexOutOfBounds'
          ? ({ IndexOutOfBounds: { idx: failure.argument } } as const)
          : failure.reason === 'InvalidResultArity'
            ? ({ InvalidResultArity: { resultIdx: failure.argument } } as const)
            : { [failure.reason]: true };
      return {
        CommandArgumentError: { argIdx: failure.argument, kind: kind as { TypeMismatch: true } },
      } as const;
    }
  }
}

function commandOf(failure: Failure): number | null {
  return 'command' in failure && failure.kind !== 'UnusedValueWithoutDrop' ? failure.command : null;
}
