import { registerWallet } from '@iota/wallet-standard';
import type {
  IdentifierString,
  IotaSignAndExecuteTransactionInput,
  IotaSignAndExecuteTransactionOutput,
  Wallet,
  WalletAccount,
} from '@iota/wallet-standard';
import { DEVELOPMENT_WALLET_NAME } from './development-wallet-name.ts';

interface DevelopmentNetwork {
  readonly rpcUrl: string;
  readonly faucetUrl: string;
}

const ICON =
  'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAyNCAyNCI+PGNpcmNsZSBjeD0iMTIiIGN5PSIxMiIgcj0iMTIiIGZpbGw9IiNmZmYiLz48cGF0aCBkPSJNNyA4aDEwTTEyIDh2OSIgZmlsbD0ibm9uZSIgc3Ryb2tlPSIjMGI1ZDY2IiBzdHJva2Utd2lkdGg9IjIuNSIvPjwvc3ZnPg==';

/**
 * A wallet that this page brings along on a development ledger: a key of its own in this browser, play money from the
 * faucet. It registers through the wallet standard, so that paying takes the same path as with any wallet.
 */
class DevelopmentWallet implements Wallet {
  readonly version = '1.0.0';
  readonly name = DEVELOPMENT_WALLET_NAME;
  readonly icon = ICON;
  readonly chains: readonly IdentifierString[];
  accounts: readonly WalletAccount[] = [];
  private readonly network: DevelopmentNetwork;

  constructor(chain: IdentifierString, network: DevelopmentNetwork) {
    this.chains = [chain];
    this.network = network;
  }

  get features() {
    return {
      'standard:connect': { version: '1.0.0' as const, connect: () => this.connect() },
      // Nothing about this wallet ever changes by itself: nobody needs to be told.
      'standard:events': { version: '1.0.0' as const, on: () => () => undefined },
      'iota:signAndExecuteTransaction': {
        version: '2.0.0' as const,
        signAndExecuteTransaction: (input: IotaSignAndExecuteTransactionInput) => this.execute(input),
      },
    };
  }

  private async connect(): Promise<{ accounts: readonly WalletAccount[] }> {
    const { developmentAccount } = await import('./development-signer.ts');
    const { address, publicKey } = developmentAccount(localStorage);
    const features: readonly IdentifierString[] = ['iota:signAndExecuteTransaction'];
    this.accounts = [{ address, publicKey, chains: this.chains, features, label: DEVELOPMENT_WALLET_NAME }];
    return { accounts: this.accounts };
  }

  private async execute(
    input: IotaSignAndExecuteTransactionInput,
  ): Promise<IotaSignAndExecuteTransactionOutput> {
    const { signAndExecute } = await import('./development-signer.ts');
    return signAndExecute(this.network, localStorage, await input.transaction.toJSON());
  }
}

let registered = false;

/** Once per page, however often it is asked for. */
export function registerDevelopmentWallet(chain: IdentifierString, network: DevelopmentNetwork): void {
  if (registered) return;
  registered = true;
  registerWallet(new DevelopmentWallet(chain, network));
}
