import { getFullnodeUrl } from '@iota/iota-sdk/client';
import type { Network } from '@tanglegate/core/http/network';
import { ledgerUnits } from '@tanglegate/core/money';
import type { StardustNetwork } from './domain/stardust-network.ts';

export interface KnownNetwork {
  /** Words for people. */
  readonly words: string;
  /** The wallet standard's, on Rebased. */
  readonly chain?: NonNullable<Network['chain']>;
  /** On Stardust alone: there the settings must know what the ledger is like. */
  readonly stardust?: StardustNetwork;
  /** Of Firefly, on Stardust. */
  readonly deepLinkScheme?: 'iota' | 'firefly';
  /** Absent: there is no node that everybody may ask. */
  readonly nodeUrl?: string;
  /** Whose coins are worth nothing: a demo's mnemonic is allowed. */
  readonly isDevelopment: boolean;
  readonly pollMs: number;
  /** Where the page's own development wallet gets coins. */
  readonly faucetUrl?: string;
}

/**
 * `devnet-local` is our own development ledger, `tangle-local` the private Tangle of `npm run tangle`, `stardust` anybody's own; the
 * others are IOTA's. Checkpoints come every 200 to 250 ms on Rebased, milestones every 5 s on Stardust.
 */
export const networks = {
  'devnet-local': {
    words: 'Development ledger',
    chain: 'iota:localnet',
    nodeUrl: 'http://127.0.0.1:9000',
    isDevelopment: true,
    pollMs: 250,
  },
  localnet: {
    words: 'IOTA local network',
    chain: 'iota:localnet',
    nodeUrl: getFullnodeUrl('localnet'),
    faucetUrl: 'http://127.0.0.1:9123',
    isDevelopment: true,
    pollMs: 250,
  },
  devnet: {
    words: 'IOTA Devnet',
    chain: 'iota:devnet',
    nodeUrl: getFullnodeUrl('devnet'),
    isDevelopment: true,
    pollMs: 500,
  },
  testnet: {
    words: 'IOTA Testnet',
    chain: 'iota:testnet',
    nodeUrl: getFullnodeUrl('testnet'),
    isDevelopment: true,
    pollMs: 500,
  },
  mainnet: {
    words: 'IOTA',
    chain: 'iota:mainnet',
    nodeUrl: getFullnodeUrl('mainnet'),
    isDevelopment: false,
    pollMs: 500,
  },
  'tangle-local': {
    words: 'Private Tangle',
    stardust: {
      bech32Hrp: 'tst',
      coin: { symbol: 'TEST', decimals: 6 },
      leastOutput: ledgerUnits(213_000n),
    },
    deepLinkScheme: 'iota',
    nodeUrl: 'http://127.0.0.1:14265',
    isDevelopment: true,
    pollMs: 500,
  },
  shimmer: {
    words: 'Shimmer',
    stardust: {
      networkName: 'shimmer',
      bech32Hrp: 'smr',
      coin: { symbol: 'SMR', decimals: 6 },
      leastOutput: ledgerUnits(42_600n),
    },
    deepLinkScheme: 'firefly',
    isDevelopment: false,
    pollMs: 1_000,
  },
  // Name, prefix, coin and rent come from settings.
  stardust: { words: 'Private Tangle', deepLinkScheme: 'iota', isDevelopment: false, pollMs: 1_000 },
} as const satisfies Record<string, KnownNetwork>;

export type NetworkName = keyof typeof networks;
