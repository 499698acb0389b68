import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { addressHex } from '../../domain/address.ts';
import type { AddressDeriver } from '../../ports/address-pool.ts';

/**
 * A demo's addresses, derived where they are used: whoever reads this process's memory can spend what arrives there. About 14 ms
 * each. SLIP-10 path as wallets have it, so that any of them finds the money under the same mnemonic.
 */
export function demoDeriver(mnemonic: string): AddressDeriver {
  return {
    derive: (index) =>
      addressHex(Ed25519Keypair.deriveKeypair(mnemonic, `m/44'/4218'/0'/0'/${index}'`).toIotaAddress()),
  };
}
