import type { WalletKeys, WalletPlace } from './wallet-keys.ts';

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
  /** Empty where it is within the bytes. */
  readonly signature: string;
}

/** What left an address, fees included. */
export interface Spent {
  /** 64 hex digits. */
  readonly address: string;
  readonly amount: bigint;
}

export type Fate =
  | { readonly state: 'final'; readonly spent: readonly Spent[] }
  /** Executed, moved nothing, and took its fee. */
  | { readonly state: 'failed' }
  | { readonly state: 'pending' }
  /** The node has never heard of it, and it can still be sent. */
  | { readonly state: 'unknown' }
  /** Something else has used up what it would spend: it can never be executed. */
  | { readonly state: 'dead' };

/** Where refunds may be paid from. */
export interface Source {
  readonly place: WalletPlace;
  /** 64 hex digits. */
  readonly address: string;
  readonly balance: bigint;
}

/** Spends on one ledger, with keys that are at hand. Every method throws a `TanglegateError` when the node does not answer sensibly. */
export interface Spender {
  /** The node's chain, named as `like` names one. */
  chain(like: string): Promise<string>;
  /** What can be spent at once. */
  balance(address: string): Promise<bigint>;
  /** What `balance` came across and will not touch, in words. */
  leftAlone(): readonly string[];
  /** How many addresses one transaction can empty. */
  readonly sweepAtOnce: number;
  /** Everything at these places, less the fee. Undefined: nothing is there, or it is not worth its fee. */
  signSweep(
    keys: WalletKeys,
    places: readonly WalletPlace[],
    to: string,
  ): Promise<SignedTransaction | undefined>;
  /** Fees come from the same place. @throws TanglegateError `too-little-there` */
  signPayments(
    keys: WalletKeys,
    place: WalletPlace,
    payments: readonly Payment[],
  ): Promise<SignedTransaction>;
  send(transaction: SignedTransaction): Promise<void>;
  fateOf(transaction: SignedTransaction): Promise<Fate>;
  /** What stays spendable at a source that makes these payments in one transaction. Undefined: it cannot. */
  leftAfter(source: Pick<Source, 'place' | 'balance'>, payments: readonly Payment[]): bigint | undefined;
  /** How an owner gets more of it to one place, for `refund`'s last words. @param purse as wallets write it */
  howToGather(purse: string): string;
  /** As wallets of this network write it. */
  formatAddress(address: string): string;
  /** @throws TanglegateError `address-malformed` */
  parseAddress(text: string): string;
}
