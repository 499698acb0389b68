import { IOTA_COIN, objectTypeOf } from '../../domain/coin-type.ts';
import { tombstone } from '../../domain/execute-transaction.ts';
import type { Address, Digest } from '../../domain/object.ts';
import { ZERO_ADDRESS, ZERO_DIGEST } from '../../domain/object.ts';
import type { BalanceChange, ObjectChange, ObjectState, Outcome } from '../../domain/outcome.ts';
import { failureText } from '../../domain/refused.ts';
import { renderGas } from './render-checkpoint.ts';

/** As a full node writes effects: empty lists are left out. */
export function renderEffects(digest: Digest, outcome: Outcome) {
  const { changes, shared, dependencies, failure, version } = outcome;
  const created = changes.flatMap(({ id, before, after }) => (!before && after ? [owned(id, after)] : []));
  const mutated = changes.flatMap(({ id, before, after }) => (before && after ? [owned(id, after)] : []));
  const deleted = changes.flatMap(({ id, after }) => (after ? [] : [tombstone(id, version)]));
  return {
    messageVersion: 'v1',
    status: failure ? { status: 'failure', error: failureText(failure) } : { status: 'success' },
    executedEpoch: outcome.epoch.toString(),
    gasUsed: renderGas(outcome.gas),
    modifiedAtVersions: changes.flatMap(({ id, before }) =>
      before ? [{ objectId: id, sequenceNumber: before.version.toString() }] : [],
    ),
    ...(shared.length > 0 && { sharedObjects: shared }),
    transactionDigest: digest,
    ...(created.length > 0 && { created }),
    ...(mutated.length > 0 && { mutated }),
    ...(deleted.length > 0 && { deleted }),
    gasObject: gasObject(outcome),
    ...(dependencies.length > 0 && { dependencies }),
  };
}

export function renderBalanceChanges(changes: readonly BalanceChange[]) {
  return changes.map(({ owner, coinType, amount }) => ({ owner, coinType, amount: amount.toString() }));
}

/** Mutated first, then created; coins that were merged away are not listed (seen). */
export function renderObjectChanges(sender: Address, { changes }: Outcome) {
  const isCoin = (change: ObjectChange): boolean => change.coinType !== undefined;
  const mutated = changes.filter(isCoin).flatMap(({ before, ...change }) =>
    before && change.after
      ? [
          {
            type: 'mutated',
            ...written(sender, change, change.after),
            previousVersion: before.version.toString(),
          },
        ]
      : [],
  );
  const created = changes
    .filter(isCoin)
    .flatMap(({ before, ...change }) =>
      !before && change.after ? [{ type: 'created', ...written(sender, change, change.after) }] : [],
    );
  return [...mutated, ...created];
}

function written(sender: Address, { id, coinType = IOTA_COIN }: ObjectChange, after: ObjectState) {
  return {
    sender,
    owner: after.owner,
    objectType: objectTypeOf(coinType),
    objectId: id,
    version: after.version.toString(),
    digest: after.digest,
  };
}

function owned(objectId: Address, { owner, version, digest }: ObjectState) {
  return { owner, reference: { objectId, version, digest } };
}

function gasObject({ gasObject: id, changes }: Outcome) {
  const after = changes.find((change) => change.id === id)?.after;
  if (id !== undefined && after) return owned(id, after);
  const nobody = { version: 0, digest: ZERO_DIGEST, owner: { AddressOwner: ZERO_ADDRESS } };
  return owned(ZERO_ADDRESS, nobody);
}
