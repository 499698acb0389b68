import type { IotaSignAndExecuteTransactionInput, Wallet, WalletAccount } from '@iota/wallet-standard';

interface FakeWallet extends Wallet {
  /** What the wallet was asked to sign. */
  readonly asked: IotaSignAndExecuteTransactionInput[];
}

/** A wallet as an extension would register it; `answer` is what its person does. */
export function standardWallet(
  options: {
    name?: string;
    chain?: `${string}:${string}`;
    answer?: () => Promise<{ digest: string; bytes: string; signature: string; effects: string }>;
    shares?: boolean;
  } = {},
): FakeWallet {
  const chain = options.chain ?? 'iota:testnet';
  const asked: IotaSignAndExecuteTransactionInput[] = [];
  const account: WalletAccount = {
    address: `0x${'11'.repeat(32)}`,
    publicKey: new Uint8Array(32),
    chains: [chain],
    features: ['iota:signAndExecuteTransaction'],
  };
  const answer =
    options.answer ?? (() => Promise.resolve({ digest: 'D1', bytes: '', signature: '', effects: '' }));
  return {
    version: '1.0.0',
    name: options.name ?? 'Some wallet',
    icon: 'data:image/png;base64,',
    chains: [chain],
    accounts: [],
    asked,
    features: {
      'standard:connect': {
        version: '1.0.0',
        connect: () => Promise.resolve({ accounts: options.shares === false ? [] : [account] }),
      },
      'iota:signAndExecuteTransaction': {
        version: '2.0.0',
        signAndExecuteTransaction: (input: IotaSignAndExecuteTransactionInput) => {
          asked.push(input);
          return answer();
        },
      },
    },
  };
}
