import type { Network } from '@tanglegate/core/http/network';
import type { PayingWallet } from './wallet-list.ts';

export type WatchWallets = (onWallets: (wallets: readonly PayingWallet[]) => void) => () => void;

/**
 * Fetches the code that finds wallets, only now that there is something to pay, and has the development wallet register
 * itself where there is one. Without that code there are no wallet buttons, but still the address to scan.
 */
export async function loadWallets(network: Network): Promise<WatchWallets | undefined> {
  const { chain, developmentWallet } = network;
  if (chain === undefined) return undefined;
  try {
    if (developmentWallet !== undefined) {
      const { registerDevelopmentWallet } = await import('./development-wallet.ts');
      registerDevelopmentWallet(chain, developmentWallet);
    }
    const { watchWallets } = await import('./wallet-list.ts');
    return (onWallets) => watchWallets(chain, onWallets);
  } catch {
    return undefined;
  }
}
