import type { Wallet } from '@iota/wallet-standard';
import { expect, test } from 'vitest';
import { standardWallet } from '../testing/wallets.ts';
import { watchWallets } from './wallet-list.ts';

function source(present: Wallet[]) {
  const listeners = new Set<() => void>();
  return {
    get: () => present,
    on: (_event: 'register' | 'unregister', listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (wallet: Wallet) => {
      present.push(wallet);
      for (const listener of listeners) listener();
    },
    listeners,
  };
}

test('only wallets that can pay on our chain are offered, also those that come late', () => {
  const viewer = { ...standardWallet({ name: 'Viewer' }), features: {} };
  const page = source([
    standardWallet({ name: 'Ours' }),
    standardWallet({ name: 'Elsewhere', chain: 'iota:mainnet' }),
    viewer,
  ]);
  const offered: string[][] = [];
  const stop = watchWallets('iota:testnet', (wallets) => offered.push(wallets.map(({ name }) => name)), page);
  page.add(standardWallet({ name: 'Late' }));
  expect(offered).toEqual([['Ours'], ['Ours', 'Late']]);
  stop();
  expect(page.listeners.size).toBe(0);
});
