import { readPlainAddress } from '../adapters/tangle/sdk-signing.ts';
import { TANGLE_HRP } from '../domain/tangle/genesis.ts';
import type { Hex } from '../domain/tangle/hex.ts';
import type {
  AliasOutput,
  BasicOutput,
  NativeToken,
  NftOutput,
  TangleAddress,
  UnlockCondition,
} from '../domain/tangle/output.ts';

// Outputs as payers may make them, plain and tricky. Addresses are bech32, amounts base units, times seconds since 1970. 2,000,000 base
// units are enough storage deposit for each of them.

const NEW_ID: Hex = `0x${'00'.repeat(32)}`;

/** @throws Error for anything but a plain address of the private Tangle */
function plainAddress(address: string): TangleAddress {
  const pubKeyHash = readPlainAddress(address, TANGLE_HRP);
  if (pubKeyHash === undefined) throw new Error(`no plain address of the private Tangle: ${address}`);
  return { type: 0, pubKeyHash };
}

export interface OutputTo {
  readonly to: string;
  readonly amount: bigint;
}

function basic({ to, amount }: OutputTo, more: readonly UnlockCondition[] = []): BasicOutput {
  return {
    type: 3,
    amount: amount.toString(),
    unlockConditions: [{ type: 0, address: plainAddress(to) }, ...more],
  };
}

export function payment(output: OutputTo): BasicOutput {
  return basic(output);
}

/** Whoever spends it must send `returned` back to `returnTo`. */
export function withStorageDepositReturn(
  output: OutputTo & { readonly returnTo: string; readonly returned: bigint },
): BasicOutput {
  const { returnTo, returned } = output;
  return basic(output, [{ type: 1, returnAddress: plainAddress(returnTo), amount: returned.toString() }]);
}

/** Nobody can spend it before `until`. */
export function withTimelock(output: OutputTo & { readonly until: number }): BasicOutput {
  return basic(output, [{ type: 2, unixTime: output.until }]);
}

/** From `at` on it is `returnTo`'s, and no longer `to`'s. With ours as `returnTo`: our address merely as a return address. */
export function withExpiration(
  output: OutputTo & { readonly returnTo: string; readonly at: number },
): BasicOutput {
  return basic(output, [{ type: 3, returnAddress: plainAddress(output.returnTo), unixTime: output.at }]);
}

export function withNativeTokens(
  output: OutputTo & { readonly tokens: readonly NativeToken[] },
): BasicOutput {
  return { ...basic(output), nativeTokens: output.tokens };
}

/** With features, which do not make it another's: a sender, or data. */
export function withFeatures(output: OutputTo & { readonly features: readonly object[] }): BasicOutput {
  return { ...basic(output), features: output.features };
}

/** A new NFT of `to`'s that holds base tokens. */
export function nft({ to, amount }: OutputTo): NftOutput {
  return {
    type: 6,
    amount: amount.toString(),
    nftId: NEW_ID,
    unlockConditions: [{ type: 0, address: plainAddress(to) }],
  };
}

/** A new alias that `to` controls and governs, and that holds base tokens. */
export function alias({ to, amount }: OutputTo): AliasOutput {
  return {
    type: 4,
    amount: amount.toString(),
    aliasId: NEW_ID,
    stateIndex: 0,
    foundryCounter: 0,
    unlockConditions: [
      { type: 4, address: plainAddress(to) },
      { type: 5, address: plainAddress(to) },
    ],
  };
}
