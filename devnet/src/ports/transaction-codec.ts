import type { Transaction } from '../domain/transaction.ts';
import type { Address, ObjectRef } from '../domain/object.ts';

/** A transaction as it travels: BCS bytes, and signatures in base64. */
export interface SignedTransaction {
  readonly bytes: Uint8Array;
  readonly signatures: readonly string[];
}

export interface TransactionCodec {
  /** @throws Refused `malformed-transaction`. */
  read(bytes: Uint8Array): Transaction;
  /** @throws Refused `invalid-signature` unless the sender and the owner of the gas have signed, and nobody else. */
  checkSignatures(transaction: Transaction, signed: SignedTransaction): Promise<void>;
}

/** The address that holds the supply, and signs gifts and mints. */
export interface Treasurer {
  readonly address: Address;
  signGift(gift: {
    recipient: Address;
    amount: bigint;
    coins: number;
    gasCoin: ObjectRef;
  }): Promise<SignedTransaction>;
  signMint(mint: {
    target: string;
    coinType: string;
    amount: bigint;
    owner: Address;
    gasCoin: ObjectRef;
  }): Promise<SignedTransaction>;
}
