/** Nanos per unit of computation. Seen on a full node (0.8). */
export const REFERENCE_GAS_PRICE = 1_000n;
/** What a payment computes there, in units. */
const COMPUTATION_UNITS = 1_000n;
/** What a coin's storage costs, and its deletion gives back, in nanos. Seen there too. */
export const COIN_STORAGE = 980_400n;
export const MAX_GAS_BUDGET = 50_000_000_000n;
export const MIN_GAS_BUDGET = REFERENCE_GAS_PRICE * COMPUTATION_UNITS;
export const MAX_GAS_COINS = 256;

export interface GasUsed {
  readonly computation: bigint;
  /** The part of `computation` that leaves the supply for good; the rest would be the validators'. */
  readonly burned: bigint;
  readonly storage: bigint;
  readonly rebate: bigint;
}

export const NO_GAS: GasUsed = { computation: 0n, burned: 0n, storage: 0n, rebate: 0n };

export function gasFor(price: bigint, coinsKept: number, rebate: bigint): GasUsed {
  return {
    computation: price * COMPUTATION_UNITS,
    burned: REFERENCE_GAS_PRICE * COMPUTATION_UNITS,
    storage: COIN_STORAGE * BigInt(coinsKept),
    rebate,
  };
}

/** What the gas coin loses; less than nothing when more storage is given back than used. */
export function netGas(gas: GasUsed): bigint {
  return gas.computation + gas.storage - gas.rebate;
}

export function addGas(a: GasUsed, b: GasUsed): GasUsed {
  return {
    computation: a.computation + b.computation,
    burned: a.burned + b.burned,
    storage: a.storage + b.storage,
    rebate: a.rebate + b.rebate,
  };
}
