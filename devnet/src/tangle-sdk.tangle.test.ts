import { Client, CoinType, UTXOInput } from '@iota/sdk-wasm/node/lib/index.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeMnemonic, openKey } from './adapters/tangle/sdk-signing.ts';
import type { Hex } from './domain/tangle/hex.ts';
import type { TestTangle } from './testing/start-tangle.ts';
import { startTangle } from './testing/start-tangle.ts';

let tangle: TestTangle;
let client: Client;
beforeAll(async () => {
  tangle = await startTangle();
  client = new Client({ nodes: [tangle.nodeUrl], localPow: false });
});
afterAll(async () => {
  await client.destroy();
  await tangle.close();
});

test("the SDK's own client asks the faucet, pays, and finds its block confirmed as a tip", async () => {
  const mnemonic = makeMnemonic();
  const key = await openKey(mnemonic, tangle);
  const given = JSON.parse(await client.requestFundsFromFaucet(tangle.faucetUrl, key.address)) as {
    transactionId: Hex;
  };
  await tangle.makeMilestone();

  const [blockId] = await client.buildAndPostBlock(
    { mnemonic },
    {
      coinType: CoinType.IOTA,
      inputs: [new UTXOInput(given.transactionId, 1)],
      output: { address: key.address, amount: 7_000_000n },
    },
  );
  expect(await tangle.settle(blockId as Hex)).toMatchObject({ inclusion: 'included' }); // The SDK calls it a string.
  const { metadata } = await client.getOutput(key.outputId(given.transactionId, 1));
  expect(metadata.isSpent).toBe(true);
});

test('the node tells the SDK the network that a checkout has to be set to', async () => {
  const { nodeInfo } = await client.getInfo();
  expect(nodeInfo.protocol).toMatchObject({
    networkName: tangle.networkName,
    bech32Hrp: 'tst',
    tokenSupply: '2779530283277761',
  });
  expect(nodeInfo.baseToken.decimals).toBe(6);
});
