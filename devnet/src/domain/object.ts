/** 32 bytes as `0x` and 64 hex digits: an address or an object's id. */
export type Address = string;
/** 32 bytes in base58. */
export type Digest = string;

/** In the JSON-RPC's own form. */
export type Owner =
  | { readonly AddressOwner: Address }
  | { readonly ObjectOwner: Address }
  | { readonly Shared: { readonly initial_shared_version: number } }
  | 'Immutable';

export interface ObjectRef {
  readonly objectId: Address;
  readonly version: number;
  readonly digest: Digest;
}

/** `0x2::coin::Coin<coinType>`: the only kind of object that this ledger keeps. */
export interface Coin {
  readonly id: Address;
  /** A Lamport time: one more than the highest version among its transaction's inputs. */
  readonly version: number;
  readonly digest: Digest;
  readonly owner: Owner;
  readonly coinType: string;
  /** 0 … 2⁶⁴−1, of whatever coin this is: not only IOTA, so no `LedgerUnits`. */
  readonly balance: bigint;
  readonly previousTransaction: Digest;
  /** What its deletion gives back, in nanos. */
  readonly storageRebate: bigint;
}

/** How a full node derives ids and digests; the domain itself knows no hash function. */
export interface Hashing {
  coinDigest(coin: Omit<Coin, 'digest'>): Digest;
  /** The id of the n-th object that a transaction creates. */
  createdId(transaction: Digest, index: number): Address;
  /** A digest for what this ledger makes up itself: checkpoints, system transactions and system objects. */
  digestOf(kind: string, ...parts: readonly (string | number)[]): Digest;
}

/** What a full node shows as the digest of a deleted object: 32 bytes of 99. */
export const DELETED_DIGEST: Digest = '7gyGAp71YXQRoxmFBaHxofQXAipvgHyBKPyxmdSJxyvz';
export const ZERO_DIGEST: Digest = '11111111111111111111111111111111';
export const ZERO_ADDRESS: Address = `0x${'0'.repeat(64)}`;

export function ownedBy(coin: Coin, address: Address): boolean {
  return (
    typeof coin.owner === 'object' && 'AddressOwner' in coin.owner && coin.owner.AddressOwner === address
  );
}
