import type { Hex } from './hex.ts';

/** Outputs in the form of the node's REST API (TIP-18, TIP-25); amounts are base units as decimal text. */
export type TangleAddress =
  | { readonly type: 0; readonly pubKeyHash: Hex }
  | { readonly type: 8; readonly aliasId: Hex }
  | { readonly type: 16; readonly nftId: Hex };

/** Times are seconds since 1970. */
export type UnlockCondition =
  | { readonly type: 0 | 4 | 5 | 6; readonly address: TangleAddress }
  | { readonly type: 1; readonly returnAddress: TangleAddress; readonly amount: string }
  | { readonly type: 2; readonly unixTime: number }
  | { readonly type: 3; readonly returnAddress: TangleAddress; readonly unixTime: number };

export interface NativeToken {
  readonly id: Hex;
  /** An unsigned 256-bit integer. */
  readonly amount: Hex;
}

interface CommonOutput {
  readonly amount: string;
  readonly nativeTokens?: readonly NativeToken[];
  /** Rising by type. */
  readonly unlockConditions: readonly UnlockCondition[];
  readonly features?: readonly object[];
}

export interface BasicOutput extends CommonOutput {
  readonly type: 3;
}

export interface AliasOutput extends CommonOutput {
  readonly type: 4;
  /** Zeros for a new one. */
  readonly aliasId: Hex;
  readonly stateIndex: number;
  readonly foundryCounter: number;
  readonly stateMetadata?: Hex;
}

export interface FoundryOutput extends CommonOutput {
  readonly type: 5;
  readonly serialNumber: number;
  readonly tokenScheme: {
    readonly type: 0;
    readonly mintedTokens: Hex;
    readonly meltedTokens: Hex;
    readonly maximumSupply: Hex;
  };
}

export interface NftOutput extends CommonOutput {
  readonly type: 6;
  /** Zeros for a new one. */
  readonly nftId: Hex;
  readonly immutableFeatures?: readonly object[];
}

export type TangleOutput = BasicOutput | AliasOutput | FoundryOutput | NftOutput;

export function plainOutput(pubKeyHash: Hex, amount: bigint): BasicOutput {
  return {
    type: 3,
    amount: amount.toString(),
    unlockConditions: [{ type: 0, address: { type: 0, pubKeyHash } }],
  };
}
