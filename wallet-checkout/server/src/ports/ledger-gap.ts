/** Positions that a node has forgotten, first and last included. */
export interface LedgerGap {
  readonly from: number;
  readonly to: number;
}
