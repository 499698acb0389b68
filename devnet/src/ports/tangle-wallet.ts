import type { Hex } from '../domain/tangle/hex.ts';
import type { TangleOutput } from '../domain/tangle/output.ts';

export interface TangleKey {
  /** Bech32. */
  readonly address: string;
  readonly pubKeyHash: Hex;
  /** @returns the signed transaction in the node's form, and its id */
  sign(
    inputs: readonly OwnOutput[],
    outputs: readonly TangleOutput[],
  ): Promise<{ readonly payload: object; readonly transactionId: Hex }>;
  outputId(transactionId: Hex, index: number): Hex;
}

/** An output that a wallet may spend, confirmed or only sent. */
export interface OwnOutput {
  readonly outputId: Hex;
  readonly output: TangleOutput;
}

export interface SentTransaction {
  readonly blockId: Hex;
  readonly transactionId: Hex;
  /** Those that were asked for, in that order. */
  readonly outputs: readonly OwnOutput[];
}

export interface TransactionOrder {
  readonly outputs: readonly TangleOutput[];
  /** Spent beside the wallet's own coin; whatever they hold and `outputs` do not goes into the change. */
  readonly inputs?: readonly OwnOutput[];
  /** Spend this coin in place of the wallet's own. The wallet's own coin stays what it is: for a double spend. */
  readonly coin?: OwnOutput;
}

export interface TangleWallet {
  /** Bech32. */
  readonly address: string;
  readonly pubKeyHash: Hex;
  /** The one output that it pays from: the change of its last transaction. */
  coin(): OwnOutput;
  /**
   * Signs and sends; nothing is confirmed before a milestone. Transactions of one wallet come one after the other, each block a parent
   * of the next, so that many of them fit into one milestone.
   * @throws TanglegateError `tangle-refused` when the node does not take it
   */
  send(order: TransactionOrder): Promise<SentTransaction>;
}

/**
 * The faucet: always the same amount (base units), to any plain address of this network.
 * @throws TanglegateError `faucet-address` or `faucet-busy`
 */
export type GiveTangleCoins = (
  address: string,
) => Promise<{ readonly transactionId: Hex; readonly amount: bigint }>;
