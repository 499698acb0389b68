/**
 * What the full node that answers has executed itself. It answers a submitted transaction when the validators have
 * executed it, and executes it a moment later: until then its own reads do not show it (seen on a full node, 0.8).
 */
export interface NodeView {
  /** The number of the last transaction whose effects it shows. */
  upTo(): number;
  /** Shows everything up to this transaction, now. */
  catchUp(number: number): void;
  /** Shows it soon. */
  follow(number: number): void;
}
