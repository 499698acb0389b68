import { bech32, bech32m } from '@scure/base';
import { CoinType, SecretManager, Utils } from '@iota/sdk-wasm/node/lib/index.js';
import { expect, test } from 'vitest';
import { addressHex } from '../../domain/address.ts';
import { demoDeriver } from '../rebased/demo-deriver.ts';
import { formatStardustAddress, parseStardustAddress } from './stardust-address.ts';

const MNEMONIC = 'test test test test test test test test test test test junk';
const bytes = 'a7'.repeat(32);
const ours = addressHex(bytes);
const written = (hrp: string, hex: string, code = bech32) =>
  code.encode(hrp, code.toWords(Buffer.from(hex, 'hex')), 200);

test.each(['tst', 'smr', 'iota', 'rms'])(
  'the SDK and we write the same address of %s, and read it',
  (hrp) => {
    const text = formatStardustAddress(ours, hrp);
    expect(text).toBe(Utils.hexToBech32(`0x${bytes}`, hrp));
    expect(parseStardustAddress(text, hrp)).toBe(ours);
    expect(parseStardustAddress(text.toUpperCase(), hrp)).toBe(ours);
  },
);

test('the demo’s addresses are those of the SDK’s wallets: one pool is good for both ledgers', async () => {
  const range = { start: 0, end: 3 };
  const wallet = new SecretManager({ mnemonic: MNEMONIC });
  const theirs = await wallet.generateEd25519Addresses({ coinType: CoinType.IOTA, bech32Hrp: 'tst', range });
  const deriver = demoDeriver(MNEMONIC);
  expect([0, 1, 2].map((index) => formatStardustAddress(deriver.derive(index), 'tst'))).toEqual(theirs);
});

const ofNetwork = /no address of this network/;
test.each([
  ['another network’s', formatStardustAddress(ours, 'rms'), /of another network: it begins with rms1.*tst1/],
  [
    'one wrong letter',
    formatStardustAddress(ours, 'tst').replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')),
    ofNetwork,
  ],
  ['letters of both cases', formatStardustAddress(ours, 'tst').replace('tst1', 'Tst1'), ofNetwork],
  ['Rebased', `0x${bytes}`, ofNetwork],
  ['nothing', '', ofNetwork],
  ['words', 'my wallet', ofNetwork],
  ['Bech32m', written('tst', `00${bytes}`, bech32m), ofNetwork],
  ['an NFT', written('tst', `10${bytes}`), /that of a thing/],
  ['an alias', written('tst', `08${bytes}`), /that of a thing/],
  ['another kind', written('tst', `01${bytes}`), /no address of a wallet/],
  ['one byte short', written('tst', `00${bytes.slice(2)}`), /no address of a wallet/],
  ['one byte long', written('tst', `00${bytes}a7`), /no address of a wallet/],
  ['no bytes', written('tst', ''), /no address of a wallet/],
])('refused in words for the buyer: %s', (_name, text, message) => {
  expect(() => parseStardustAddress(text, 'tst')).toThrow(
    expect.objectContaining({
      code: 'address-malformed',
      message: expect.stringMatching(message) as string,
    }),
  );
});
