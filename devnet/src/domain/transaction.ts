import type { Address, Digest, ObjectRef } from './object.ts';

export type Argument =
  | { readonly kind: 'GasCoin' }
  | { readonly kind: 'Input'; readonly index: number }
  | { readonly kind: 'Result'; readonly command: number }
  | { readonly kind: 'NestedResult'; readonly command: number; readonly index: number };

export type Input =
  | { readonly kind: 'pure'; readonly bytes: Uint8Array }
  | { readonly kind: 'owned'; readonly ref: ObjectRef }
  | { readonly kind: 'unsupported'; readonly name: string };

export type Command =
  | { readonly kind: 'SplitCoins'; readonly coin: Argument; readonly amounts: readonly Argument[] }
  | { readonly kind: 'MergeCoins'; readonly into: Argument; readonly sources: readonly Argument[] }
  | { readonly kind: 'TransferObjects'; readonly objects: readonly Argument[]; readonly to: Argument }
  | {
      readonly kind: 'MoveCall';
      readonly target: string;
      readonly typeArguments: readonly string[];
      readonly arguments: readonly Argument[];
    }
  | { readonly kind: 'unsupported'; readonly name: string };

/** A programmable transaction, read from its bytes. */
export interface Transaction {
  readonly digest: Digest;
  readonly sender: Address;
  readonly gas: {
    readonly payment: readonly ObjectRef[];
    readonly owner: Address;
    /** Nanos per unit of computation. */
    readonly price: bigint;
    /** Nanos, at most. */
    readonly budget: bigint;
  };
  readonly inputs: readonly Input[];
  readonly commands: readonly Command[];
  /** The last epoch in which it may still run. */
  readonly lastEpoch: number | undefined;
}
