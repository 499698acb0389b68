import { TanglegateError } from '@tanglegate/core/errors';

/** The network's own coin, in the short form that full nodes answer with. */
export const IOTA_COIN = '0x2::iota::IOTA';

const struct =
  /^0x[0-9a-f]{1,64}::[A-Za-z_][A-Za-z0-9_]*::[A-Za-z_][A-Za-z0-9_]*(?:<[A-Za-z0-9_:<>, ]{1,500}>)?$/i;

/** `{ id, balance: Balance<T> }`: an object that holds money and is no coin of its own. The one kind of wrapping that this ledger has. */
export const BOX = '0x2::devnet::Box<';
export const boxOf = (coinType: string): string => `${BOX}${coinType}>`;
export const isBox = (type: string): boolean => type.startsWith(BOX);

/** The type of the object that is kept under this coin type. */
export const objectTypeOf = (coinType: string): string =>
  isBox(coinType) ? coinType : `0x2::coin::Coin<${coinType}>`;

/**
 * Addresses inside a Move type are written without leading zeros, as a full node does.
 * @throws TanglegateError `coin-type-malformed`.
 */
export function canonicalCoinType(text: string): string {
  if (!struct.test(text)) throw new TanglegateError('coin-type-malformed', `Invalid struct type: ${text}.`);
  return text.replace(/0x0*([0-9a-f]+)::/gi, (_, digits: string) => `0x${digits.toLowerCase()}::`);
}
