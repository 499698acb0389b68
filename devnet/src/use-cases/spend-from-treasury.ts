import { IOTA_COIN } from '../domain/coin-type.ts';
import type { Address, ObjectRef } from '../domain/object.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { EVERYTHING } from '../ports/ledger-store.ts';
import type { Submitted, SubmitTransaction } from '../ports/submission.ts';
import type { SignedTransaction } from '../ports/transaction-codec.ts';

export interface TreasuryDeps {
  readonly store: LedgerStore;
  readonly address: Address;
  readonly submit: SubmitTransaction;
}

export type SpendFromTreasury = (
  sign: (gasCoin: ObjectRef) => Promise<SignedTransaction>,
) => Promise<Submitted>;

/** One after the other: each transaction pays with the coin that the last one left. */
export function spendFromTreasury({ store, address, submit }: TreasuryDeps): SpendFromTreasury {
  let last: Promise<unknown> = Promise.resolve();
  const spend: SpendFromTreasury = async (sign) => {
    const [coin] = store.coins.page({ owner: address, coinType: IOTA_COIN, limit: 1, upTo: EVERYTHING });
    if (!coin) throw new Error('the treasury has no coin left');
    const signed = await sign({ objectId: coin.id, version: coin.version, digest: coin.digest });
    return submit(signed, { waitForLocalExecution: true });
  };
  return (sign) => {
    const next = last.then(() => spend(sign));
    last = next.catch(() => undefined);
    return next;
  };
}
