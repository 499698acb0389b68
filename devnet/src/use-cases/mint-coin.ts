import { TanglegateError } from '@tanglegate/core/errors';
import { canonicalCoinType } from '../domain/coin-type.ts';
import { mintTarget } from '../domain/mint-functions.ts';
import type { MintCoin } from '../ports/test-ledger.ts';
import type { Treasurer } from '../ports/transaction-codec.ts';
import type { SpendFromTreasury } from './spend-from-treasury.ts';

export interface MintDeps {
  readonly treasurer: Treasurer;
  /** By a `submit` that knows the mint functions. */
  readonly spend: SpendFromTreasury;
}

export function mintCoin({ treasurer, spend }: MintDeps): MintCoin {
  return async ({ coinType, amount, owner }) => {
    const [kind, address] =
      'address' in owner
        ? (['address', owner.address] as const)
        : 'object' in owner
          ? (['object', owner.object] as const)
          : 'box' in owner
            ? (['box', owner.box] as const)
            : ([owner.kind, `0x${'0'.repeat(64)}`] as const);
    const type = canonicalCoinType(coinType);
    const { transaction } = await spend((gasCoin) =>
      treasurer.signMint({ target: mintTarget(kind), coinType: type, amount, owner: address, gasCoin }),
    );
    const created = transaction.outcome.changes.find(({ before }) => before === undefined);
    if (!created) {
      throw new TanglegateError(
        'mint-failed',
        `The mint failed: ${JSON.stringify(transaction.outcome.failure)}.`,
      );
    }
    return { digest: transaction.digest, coinId: created.id };
  };
}
