import { getFullnodeUrl } from '@iota/iota-sdk/client';
import type { Network } from '@tanglegate/core/http/network';

export interface KnownNetwork {
  /** Words for people. */
  readonly words: string;
  readonly chain: NonNullable<Network['chain']>;
  readonly nodeUrl: string;
  /** Whose coins are worth nothing: a demo's mnemonic is allowed. */
  readonly isDevelopment: boolean;
  readonly pollMs: number;
  /** Where the page's own development wallet gets coins. */
  readonly faucetUrl?: string;
}

/** `devnet-local` is our own development ledger; the others are IOTA's. Checkpoints come every 200 to 250 ms on all of them. */
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
} as const satisfies Record<string, KnownNetwork>;

export type NetworkName = keyof typeof networks;
