import { getWallets } from '@iota/wallet-standard';
import type { IotaWalletFeatures, Wallet, WalletWithFeatures } from '@iota/wallet-standard';

/** A wallet that can pay on our chain. */
export type PayingWallet = WalletWithFeatures<Partial<IotaWalletFeatures>>;

interface WalletSource {
  get(): readonly Wallet[];
  on(event: 'register' | 'unregister', listener: () => void): () => void;
}

/** Calls back with the wallets that can pay on the chain, now and whenever one comes or goes. Returns how to stop. */
export function watchWallets(
  chain: string,
  onWallets: (wallets: readonly PayingWallet[]) => void,
  source: WalletSource = getWallets(),
): () => void {
  const tell = () => {
    onWallets(source.get().filter((wallet): wallet is PayingWallet => canPay(wallet, chain)));
  };
  const stops = [source.on('register', tell), source.on('unregister', tell)];
  tell();
  return () => {
    for (const stop of stops) stop();
  };
}

function canPay(wallet: Wallet, chain: string): boolean {
  const isOnChain = wallet.chains.some((supported) => supported === chain);
  return (
    isOnChain && 'standard:connect' in wallet.features && 'iota:signAndExecuteTransaction' in wallet.features
  );
}
