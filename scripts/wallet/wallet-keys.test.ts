import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { verifyEd25519 } from '@tanglegate/did/verify';
import { expect, test } from 'vitest';
import { walletKeys } from './wallet-keys.ts';

const mnemonic = 'test test test test test test test test test test test junk';
const keys = walletKeys(mnemonic);
const bySdk = (path: string): string => Ed25519Keypair.deriveKeypair(mnemonic, path).toIotaAddress().slice(2);

test.each([0, 1, 2, 1_000, 2_147_483_647])(
  'address %d is the one that the SDK and every wallet derive',
  (index) => {
    expect(keys.address(index)).toBe(bySdk(`m/44'/4218'/0'/0'/${index}'`));
    expect(keys.keypair(index).toIotaAddress()).toBe(`0x${keys.address(index)}`);
  },
);

test("the purse is the wallet's second account", () => {
  expect(keys.address('purse')).toBe(bySdk("m/44'/4218'/1'/0'/0'"));
});

test('lists are signed by a key of their own, the same each time', async () => {
  const { publicKey, sign } = keys.listSigner;
  expect(walletKeys(mnemonic).listSigner.publicKey).toBe(publicKey);
  const key = Ed25519Keypair.deriveKeypair(mnemonic, "m/44'/4218'/4218'/0'/0'");
  expect(Buffer.from(key.getPublicKey().toRawBytes()).toString('hex')).toBe(publicKey);
  expect(verifyEd25519(publicKey, Buffer.from('x'), await sign(Buffer.from('x')))).toBe(true);
});
