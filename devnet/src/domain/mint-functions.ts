import { boxOf, canonicalCoinType, IOTA_COIN } from './coin-type.ts';
import type { Address, Owner } from './object.ts';
import { CommandFailed } from './refused.ts';
import type { BuiltIn } from './run-commands.ts';
import { readAddress, readU64 } from './run-commands.ts';

export type MintedOwner = 'address' | 'object' | 'shared' | 'immutable' | 'box';

/**
 * `0x2::devnet::mint_to_…<T>(amount: u64, owner: address)`: coins of any type, with any owner, also inside another object, for tests of what a
 * follower must not count as money. Only this process can call them. IOTA itself is not made, it comes out of the gas
 * coin, so that the supply stays what it was.
 */
export const mintFunctions: ReadonlyMap<string, BuiltIn> = new Map(
  (['address', 'object', 'shared', 'immutable', 'box'] as const).map((kind) => [
    mintTarget(kind),
    mintTo(kind),
  ]),
);

export function mintTarget(kind: MintedOwner): string {
  return `0x2::devnet::mint_to_${kind}`;
}

function mintTo(kind: MintedOwner): BuiltIn {
  return ({ gasCoin, create }, typeArgument, [amountBytes, ownerBytes]) => {
    if (!amountBytes || !ownerBytes) throw new CommandFailed({ kind: 'ArityMismatch', command: 0 });
    const coinType = canonicalCoinType(typeArgument);
    const amount = readU64(amountBytes);
    if (coinType === IOTA_COIN) {
      if (amount > gasCoin.balance) throw new CommandFailed({ kind: 'InsufficientCoinBalance', command: 0 });
      gasCoin.balance -= amount;
    }
    const coin = create(kind === 'box' ? boxOf(coinType) : coinType, amount);
    coin.owner = ownerOf(kind, readAddress(ownerBytes), gasCoin.origin?.version ?? 0);
    coin.fate = 'sent';
  };
}

function ownerOf(kind: MintedOwner, address: Address, gasVersion: number): Owner {
  switch (kind) {
    case 'address':
    case 'box':
      return { AddressOwner: address };
    case 'object':
      return { ObjectOwner: address };
    case 'shared':
      // Its own version: the gas coin is the minting transaction's only input.
      return { Shared: { initial_shared_version: gasVersion + 1 } };
    case 'immutable':
      return 'Immutable';
  }
}
