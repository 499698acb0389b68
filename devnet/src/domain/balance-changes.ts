import { IOTA_COIN, isBox } from './coin-type.ts';
import type { GasUsed } from './gas.ts';
import { netGas } from './gas.ts';
import type { Address, Coin, Owner } from './object.ts';
import type { BalanceChange } from './outcome.ts';

/** What each owner has more or less of afterwards, by owner and coin, without the unchanged. What lies in a box is no coin of anybody's. */
export function balanceChanges(before: readonly Coin[], after: readonly Coin[]): BalanceChange[] {
  const sums = new Map<string, { owner: Owner; coinType: string; amount: bigint }>();
  const add = (coin: Coin, amount: bigint): void => {
    if (isBox(coin.coinType)) return;
    const key = `${ownerKey(coin.owner)} ${coin.coinType}`;
    const sum = sums.get(key) ?? { owner: coin.owner, coinType: coin.coinType, amount: 0n };
    sums.set(key, { ...sum, amount: sum.amount + amount });
  };
  for (const coin of before) add(coin, -coin.balance);
  for (const coin of after) add(coin, coin.balance);
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, change]) => change)
    .filter((change) => change.amount !== 0n);
}

/** A failed transaction moves nothing but its gas. */
export function gasOnly(payer: Address, gas: GasUsed): BalanceChange[] {
  const amount = -netGas(gas);
  return amount === 0n ? [] : [{ owner: { AddressOwner: payer }, coinType: IOTA_COIN, amount }];
}

/** Sorts as a full node does: addresses, objects, shared, immutable. */
function ownerKey(owner: Owner): string {
  if (owner === 'Immutable') return '3';
  if ('AddressOwner' in owner) return `0${owner.AddressOwner}`;
  if ('ObjectOwner' in owner) return `1${owner.ObjectOwner}`;
  return `2${owner.Shared.initial_shared_version}`;
}
