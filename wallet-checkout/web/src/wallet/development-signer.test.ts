import { expect, test } from 'vitest';
import { memoryStore } from '../testing/memory-store.ts';
import { developmentAccount, signAndExecute } from './development-signer.ts';

test('the development wallet keeps its key: the same address after a reload', () => {
  const store = memoryStore();
  const first = developmentAccount(store);
  expect(first.address).toMatch(/^0x[0-9a-f]{64}$/);
  expect(developmentAccount(store)).toEqual(first);
});

test('a key that is none any more gives way to a new one', () => {
  const store = memoryStore({ 'tanglegate.development-wallet.key': 'edited' });
  expect(developmentAccount(store).address).toBe(developmentAccount(store).address);
});

test('a node that does not answer is named, and nothing is sent', async () => {
  // Port 1 of the loopback answers nobody.
  const network = { rpcUrl: 'http://127.0.0.1:1', faucetUrl: 'http://127.0.0.1:1' };
  const transaction = JSON.stringify({
    version: 2,
    sender: null,
    expiration: null,
    gasData: { budget: null, price: null, owner: null, payment: null },
    inputs: [],
    commands: [],
  });
  await expect(signAndExecute(network, memoryStore(), transaction)).rejects.toMatchObject({
    name: 'WalletError',
  });
});
