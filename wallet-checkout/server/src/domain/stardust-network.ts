import type { Coin, LedgerUnits } from '@tanglegate/core/money';

/** What a Stardust network is known by. A node of which any of this is not true is of another network. */
export interface StardustNetwork {
  /** As its nodes call it. Absent where each genesis takes a new name. */
  readonly networkName?: string;
  /** What its addresses begin with: TIP-31's human-readable part. */
  readonly bech32Hrp: string;
  readonly coin: Coin;
  /** The least storage deposit of a plain output (TIP-19), in ledger units. */
  readonly leastOutput: LedgerUnits;
}

export interface RentStructure {
  readonly vByteCost: number;
  readonly vByteFactorData: number;
  readonly vByteFactorKey: number;
}

/** TIP-19: an output id is a key; block id (32), milestone index and time (4 each) and the output itself are data. */
const KEY_BYTES = 34;
const METADATA_BYTES = 32 + 4 + 4;
/** Type, amount, no native tokens, one address condition (type, address type, 32 bytes) and its count, no features. */
const PLAIN_OUTPUT_BYTES = 1 + 8 + 1 + 1 + (1 + 1 + 32) + 1;

/** The least that a plain output may hold, in ledger units: TIP-19, cost × (factor × bytes, for keys and for data). */
export function leastPlainOutput({ vByteCost, vByteFactorData, vByteFactorKey }: RentStructure): bigint {
  const weight = vByteFactorKey * KEY_BYTES + vByteFactorData * (METADATA_BYTES + PLAIN_OUTPUT_BYTES);
  return BigInt(vByteCost) * BigInt(weight);
}
