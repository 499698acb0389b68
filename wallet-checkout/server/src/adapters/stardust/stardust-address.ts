import { bech32 } from '@scure/base';
import { TanglegateError } from '@tanglegate/core/errors';
import { addressHex, type AddressHex } from '../../domain/address.ts';

/** TIP-31: one byte that says what kind of address, before its 32 bytes. */
const ED25519 = 0;
const ALIAS = 8;
const NFT = 16;

const malformed = (words: string, cause?: unknown): TanglegateError =>
  new TanglegateError('address-malformed', words, { cause });

/** As wallets of the network write it: its own prefix, then the address in Bech32. */
export function formatStardustAddress(address: AddressHex, hrp: string): string {
  return bech32.encode(hrp, bech32.toWords(Uint8Array.of(ED25519, ...Buffer.from(address, 'hex'))));
}

/** What a wallet of the network with this prefix shows. @throws TanglegateError `address-malformed`, in words for the buyer */
export function parseStardustAddress(text: string, hrp: string): AddressHex {
  const decoded = bech32.decodeUnsafe(text);
  const bytes = decoded && bech32.fromWordsUnsafe(decoded.words);
  if (!bytes) {
    throw malformed(
      `This is no address of this network, or a letter is wrong. Copy it from your wallet, where it is called Receive: it begins with ${hrp}1.`,
    );
  }
  if (decoded.prefix !== hrp) {
    throw malformed(
      `This address is of another network: it begins with ${decoded.prefix.slice(0, 20)}1, and here they begin with ${hrp}1.`,
    );
  }
  const [kind, ...rest] = bytes;
  if (kind === ALIAS || kind === NFT)
    throw malformed(
      'This address is that of a thing on the ledger, not of a wallet. Copy it from your wallet.',
    );
  if (kind !== ED25519 || rest.length !== 32)
    throw malformed(`This is no address of a wallet. Copy it from your wallet: it begins with ${hrp}1.`);
  return addressHex(Buffer.from(rest).toString('hex'));
}
