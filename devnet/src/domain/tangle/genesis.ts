/** Base units, 6 decimals: those of the protocol parameters that Hornet's own private Tangle uses. */
const TANGLE_SUPPLY = 2_779_530_283_277_761n;
export const TANGLE_HRP = 'tst';

/** With this rent a plain output needs 213,000 base units at least. */
export const TANGLE_RENT = { vByteCost: 500, vByteFactorData: 1, vByteFactorKey: 10 } as const;

/** As `hornet tool snap-gen` reads them. */
export function protocolParameters(networkName: string) {
  return {
    version: 2,
    networkName,
    bech32HRP: TANGLE_HRP,
    minPoWScore: 0, // A block costs nothing: the faucet and tests send many.
    belowMaxDepth: 15,
    rentStructure: TANGLE_RENT,
    tokenSupply: TANGLE_SUPPLY.toString(),
  };
}

export interface NodeConfigDetails {
  readonly networkName: string;
  /** Hexadecimal, without `0x`. */
  readonly publicKeys: readonly string[];
}

/** Hornet's configuration; paths are relative to the folder that it runs in. */
export function nodeConfig({ networkName, publicKeys }: NodeConfigDetails) {
  return {
    app: { checkForUpdates: false, stopGracePeriod: '30s', shutdown: { stopGracePeriod: '30s' } },
    node: { alias: 'Tanglegate private Tangle' },
    protocol: {
      targetNetworkName: networkName,
      milestonePublicKeyCount: publicKeys.length,
      baseToken: {
        name: 'Test coin',
        tickerSymbol: 'TEST',
        unit: 'TEST',
        subunit: 'units',
        decimals: 6,
        useMetricPrefix: false,
      },
      publicKeyRanges: publicKeys.map((key) => ({ key, start: 0, end: 0 })),
    },
    db: { engine: 'pebble', path: 'database' },
    p2p: { db: { path: 'p2p' }, autopeering: { enabled: false } },
    // One machine, a day's history: nothing is ever forgotten, so that a follower of it can always catch up.
    snapshots: { enabled: false, fullPath: 'snapshot.bin', deltaPath: 'delta.bin', downloadURLs: [] },
    pruning: { size: { enabled: false }, milestones: { enabled: false } },
    prometheus: { enabled: false },
    profiling: { enabled: false },
    inx: { enabled: false },
    restAPI: {
      publicRoutes: ['/health', '/api/*'],
      protectedRoutes: [],
      pow: { enabled: true },
    },
  };
}
