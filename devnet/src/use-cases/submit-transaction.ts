import { checkInputs } from '../domain/check-inputs.ts';
import { executeTransaction } from '../domain/execute-transaction.ts';
import type { Hashing } from '../domain/object.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { BuiltIn } from '../domain/run-commands.ts';
import type { Transaction } from '../domain/transaction.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { EVERYTHING } from '../ports/ledger-store.ts';
import type { NodeView } from '../ports/node-view.ts';
import type { Submitted, SubmitTransaction } from '../ports/submission.ts';
import type { SignedTransaction, TransactionCodec } from '../ports/transaction-codec.ts';
import { currentEpoch } from './current-epoch.ts';

export interface SubmitDeps {
  readonly store: LedgerStore;
  readonly codec: TransactionCodec;
  readonly hashing: Hashing;
  readonly view: NodeView;
  /** Move functions that transactions of this process may call. */
  readonly functions?: ReadonlyMap<string, BuiltIn>;
}

export function submitTransaction(deps: SubmitDeps): SubmitTransaction {
  const { codec, view } = deps;
  return async (signed, { waitForLocalExecution }) => {
    const transaction = codec.read(signed.bytes);
    await codec.checkSignatures(transaction, signed);
    const submitted = executeOnce(deps, transaction, signed);
    const { number } = submitted.transaction;
    if (waitForLocalExecution) view.catchUp(number);
    else view.follow(number);
    return submitted;
  };
}

/** From looking at the coins to having replaced them nothing else may run: this is synchronous, and one database transaction. */
function executeOnce(deps: SubmitDeps, transaction: Transaction, signed: SignedTransaction): Submitted {
  const { store, hashing, functions } = deps;
  return store.atomically(() => {
    const known = store.transactions.find(transaction.digest, EVERYTHING);
    if (known) return { transaction: known, isNew: false };
    const epoch = currentEpoch(store);
    const checked = checkInputs(transaction, (id) => store.coins.find(id, EVERYTHING), epoch);
    const { outcome, written, deleted } = executeTransaction({
      transaction,
      checked,
      hashing,
      epoch,
      ...(functions && { functions }),
    });
    const { digest, sender } = transaction;
    const record = { digest, ...signed, kind: 'payment' as const, outcome };
    const number = store.transactions.append(record, sender, recipients(outcome));
    store.coins.apply(number, written, deleted, outcome.version);
    return { transaction: { ...record, number, checkpoint: undefined, timestamp: undefined }, isNew: true };
  });
}

/** Whoever owns something that it wrote: the payer too, for the rest of the gas coin. So a full node's index has it. */
function recipients(outcome: Outcome): string[] {
  return outcome.changes.flatMap(({ after }) =>
    after && typeof after.owner === 'object' && 'AddressOwner' in after.owner
      ? [after.owner.AddressOwner]
      : [],
  );
}
