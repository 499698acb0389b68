import type { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';

export interface Payment {
  /** 64 hex digits. */
  readonly to: string;
  readonly amount: bigint;
}

/** Nothing can change it any more: it is either executed as it is, or not at all. */
export interface SignedTransaction {
  /** The ledger's own id, known before it is sent. */
  readonly id: string;
  /** As the ledger takes it. */
  readonly bytes: string;
  readonly signature: string;
}

export type Fate =
  /** `spent`: what left the address that signed it, fees included. */
  | { readonly state: 'final'; readonly spent: bigint }
  /** Executed, moved nothing, and took its fee. */
  | { readonly state: 'failed' }
  | { readonly state: 'pending' }
  /** The node has never heard of it, and it can still be sent. */
  | { readonly state: 'unknown' }
  /** Something else has used up what it would spend: it can never be executed. */
  | { readonly state: 'dead' };

/** Spends on one ledger, with keys that are at hand. Every method throws a `TanglegateError` when the node does not answer sensibly. */
export interface Spender {
  /** As the node names its chain. */
  chain(): Promise<string>;
  balance(address: string): Promise<bigint>;
  /** Everything at the key's address, less the fee. Undefined: it is not worth its fee. */
  signSweep(key: Ed25519Keypair, to: string): Promise<SignedTransaction | undefined>;
  /** Fees come from the same address. */
  signPayments(key: Ed25519Keypair, payments: readonly Payment[]): Promise<SignedTransaction>;
  send(transaction: SignedTransaction): Promise<void>;
  fateOf(transaction: SignedTransaction): Promise<Fate>;
  /** What must be left at an address for the fee of so many payments. */
  feeReserve(payments: number): bigint;
  /** As wallets of this network write it. */
  formatAddress(address: string): string;
  /** @throws TanglegateError `address-malformed` */
  parseAddress(text: string): string;
}
