import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { Ed25519Keypair, Ed25519PublicKey } from '@iota/iota-sdk/keypairs/ed25519';
import { fromHex, toHex } from '@tanglegate/core/bytes';
import type { DocumentSigner } from '@tanglegate/did/signed-document';
import { mnemonicToSeedSync } from '@scure/bip39';

interface Node {
  readonly key: Buffer;
  readonly chainCode: Buffer;
}

const HARDENED = 0x8000_0000;

function split(digest: Buffer): Node {
  return { key: digest.subarray(0, 32), chainCode: digest.subarray(32) };
}

/** SLIP-10 for Ed25519: every step is hardened. */
function child({ key, chainCode }: Node, index: number): Node {
  const data = Buffer.alloc(37);
  data.set(key, 1);
  data.writeUInt32BE(HARDENED + index, 33);
  return split(createHmac('sha512', chainCode).update(data).digest());
}

/** PKCS #8 header of a raw Ed25519 key (RFC 8410). */
const ED25519_PKCS8 = fromHex('302e020100300506032b657004220420');

function privateKeyOf({ key }: Node) {
  return createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, key]), format: 'der', type: 'pkcs8' });
}

function publicKeyOf(node: Node): Uint8Array {
  const { x } = createPublicKey(privateKeyOf(node)).export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url');
}

const addressOf = (node: Node): string => new Ed25519PublicKey(publicKeyOf(node)).toIotaAddress().slice(2);

/** A place in the wallet. Deposit addresses have an index; the purse is the wallet's second account. */
export type WalletPlace = number | 'purse';

export interface WalletKeys {
  /** 64 hex digits: the same on both ledgers. */
  address(place: WalletPlace): string;
  /** For a library that derives and signs by itself. */
  readonly mnemonic: string;
  /** Can spend what lies there. */
  keypair(place: WalletPlace): Ed25519Keypair;
  /** Signs address lists. Nothing is ever sent to its address. */
  readonly listSigner: DocumentSigner;
}

/** Accounts of `m/44'/4218'/account'/0'/index'` (SLIP-44: 4218 is IOTA). The list's is one that no wallet counts up to. */
export const DEPOSITS = 0;
export const PURSE = 1;
const LIST = 4218;

/** @param mnemonic checked already (`readMnemonic`) */
export function walletKeys(mnemonic: string): WalletKeys {
  const seed = Buffer.from(mnemonicToSeedSync(mnemonic));
  const root = split(createHmac('sha512', 'ed25519 seed').update(seed).digest());
  const coin = child(child(root, 44), 4218);
  const account = (number: number): Node => child(child(coin, number), 0);
  const deposits = account(DEPOSITS);
  const at = (place: WalletPlace): Node =>
    place === 'purse' ? child(account(PURSE), 0) : child(deposits, place);
  const list = child(account(LIST), 0);
  return {
    mnemonic,
    address: (place) => addressOf(at(place)),
    keypair: (place) => Ed25519Keypair.fromSecretKey(at(place).key),
    listSigner: {
      publicKey: toHex(publicKeyOf(list)),
      sign: (bytes) => sign(null, bytes, privateKeyOf(list)),
    },
  };
}
