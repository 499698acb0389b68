import { blake2b } from '@noble/hashes/blake2';
import { bcs, TypeTagSerializer } from '@iota/iota-sdk/bcs';
import { fromBase58, toBase58, toHex } from '@iota/iota-sdk/utils';
import { IOTA_COIN, isBox } from '../domain/coin-type.ts';
import type { Coin, Hashing, Owner } from '../domain/object.ts';

/**
 * As a full node does it: BLAKE2b-256 over a type's name and its BCS bytes. The SDK has no type for objects; that this one
 * is right is proved by a payment recorded from a real node, which comes out with the same digests.
 */
const ownerType = bcs.enum('Owner', {
  AddressOwner: bcs.Address,
  ObjectOwner: bcs.Address,
  Shared: bcs.struct('Shared', { initialSharedVersion: bcs.u64() }),
  Immutable: null,
});
const moveObjectType = bcs.enum('MoveObjectType', {
  Other: bcs.StructTag,
  GasCoin: null,
  StakedIota: null,
  Coin: bcs.TypeTag,
});
const objectType = bcs.struct('Object', {
  data: bcs.enum('Data', {
    Move: bcs.struct('MoveObject', {
      type: moveObjectType,
      version: bcs.u64(),
      contents: bcs.vector(bcs.u8()),
    }),
  }),
  owner: ownerType,
  previousTransaction: bcs.ObjectDigest,
  storageRebate: bcs.u64(),
});
const coinContents = bcs.struct('Coin', { id: bcs.Address, balance: bcs.u64() });
/** First byte of what a created object's id is hashed from. */
const OBJECT_ID_SCOPE = 0xf1;

export const nodeHashing: Hashing = {
  coinDigest: (coin) => toBase58(hash('Object::', objectBytes(coin))),
  createdId: (transaction, index) => {
    const preimage = [OBJECT_ID_SCOPE, ...fromBase58(transaction), ...bcs.u64().serialize(index).toBytes()];
    return `0x${toHex(blake2b(Uint8Array.from(preimage), { dkLen: 32 }))}`;
  },
  digestOf: (kind, ...parts) => toBase58(hash(`${kind}::`, new TextEncoder().encode(parts.join('|')))),
};

/** The coin as BCS: what `showBcs` shows of it. */
export function coinBytes({ id, balance }: Pick<Coin, 'id' | 'balance'>): Uint8Array {
  return coinContents.serialize({ id, balance }).toBytes();
}

/** The bytes of a digest that this ledger made up, for chain identifiers and signatures that nobody checks. */
export function digestHex(digest: string): string {
  return toHex(fromBase58(digest));
}

function objectBytes(coin: Omit<Coin, 'digest'>): Uint8Array {
  return objectType
    .serialize({
      data: {
        Move: {
          type: moveType(coin.coinType),
          version: coin.version,
          contents: coinBytes(coin),
        },
      },
      owner: ownerInput(coin.owner),
      previousTransaction: coin.previousTransaction,
      storageRebate: coin.storageRebate,
    })
    .toBytes();
}

function moveType(coinType: string) {
  if (coinType === IOTA_COIN) return { GasCoin: true } as const;
  const tag = TypeTagSerializer.parseFromStr(coinType, true);
  return isBox(coinType) && 'struct' in tag ? { Other: tag.struct } : { Coin: tag };
}

/** The SDK's BCS spells `initial_shared_version` in camel case. */
export function ownerInput(owner: Owner) {
  if (owner === 'Immutable') return { Immutable: true } as const;
  if ('Shared' in owner) return { Shared: { initialSharedVersion: owner.Shared.initial_shared_version } };
  return owner;
}

function hash(tag: string, bytes: Uint8Array): Uint8Array {
  const prefix = new TextEncoder().encode(tag);
  const all = new Uint8Array(prefix.length + bytes.length);
  all.set(prefix);
  all.set(bytes, prefix.length);
  return blake2b(all, { dkLen: 32 });
}
