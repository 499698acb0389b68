import { Utils } from '@iota/sdk-wasm/node/lib/index.js';
import { expect, test } from 'vitest';
import { TANGLE_RENT } from '../../domain/tangle/genesis.ts';
import { plainOutput } from '../../domain/tangle/output.ts';
import { makeMnemonic, openKey, readPlainAddress } from './sdk-signing.ts';

const hash = `0x${'12'.repeat(32)}`;
const plain = Utils.hexToBech32(hash, 'tst');

test('a wallet has 24 words, and the hash in its address is what it signs with', async () => {
  const mnemonic = makeMnemonic();
  expect(mnemonic.split(' ')).toHaveLength(24);
  const key = await openKey(mnemonic, { networkName: 'private-1', bech32Hrp: 'tst' });
  expect(readPlainAddress(key.address, 'tst')).toBe(key.pubKeyHash);
  expect(Utils.hexToBech32(key.pubKeyHash, 'tst')).toBe(key.address);
});

test('signing the same twice gives the same transaction; another network, another one', async () => {
  const mnemonic = makeMnemonic();
  const sign = async (networkName: string): Promise<string> => {
    const key = await openKey(mnemonic, { networkName, bech32Hrp: 'tst' });
    const coin = {
      outputId: key.outputId(`0x${'ab'.repeat(32)}`, 127),
      output: plainOutput(key.pubKeyHash, 9n),
    };
    return (await key.sign([coin], [plainOutput(key.pubKeyHash, 9n)])).transactionId;
  };
  expect(await sign('private-1')).toBe(await sign('private-1'));
  expect(await sign('private-1')).not.toBe(await sign('private-2'));
});

test.each([
  ['of a main network', Utils.hexToBech32(hash, 'iota')],
  ['of an alias', Utils.aliasIdToBech32(hash, 'tst')],
  ['of an NFT', Utils.nftIdToBech32(hash, 'tst')],
  ['with a letter changed', plain.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q'))],
  ['hexadecimal', hash],
  ['empty', ''],
  ['no address', 'tst1'],
])('an address %s is not one that coins can be sent to', (_what, text) => {
  expect(readPlainAddress(text, 'tst')).toBeUndefined();
});

test('a plain address of this network gives its hash', () => {
  expect(readPlainAddress(plain, 'tst')).toBe(hash);
});

test('a plain output needs 213,000 base units with this rent', () => {
  // The bindings declare classes and send JSON: the node's form is enough.
  const output = plainOutput(`0x${'12'.repeat(32)}`, 1_000_000n) as unknown as Parameters<
    typeof Utils.computeStorageDeposit
  >[0];
  expect(Number(Utils.computeStorageDeposit(output, { ...TANGLE_RENT }))).toBe(213_000);
});
