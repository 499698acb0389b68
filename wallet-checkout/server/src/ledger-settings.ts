import { networks, type KnownNetwork, type NetworkName } from './networks.ts';
import { readText, readUrl, readWhole, wrongSetting, type Environment } from './read-setting.ts';

export interface LedgerSettings {
  readonly kind: 'rebased';
  readonly network: KnownNetwork;
  readonly nodeUrl: string;
  readonly pollMs: number;
  readonly timeoutMs: number;
}

/** A demo's own pool of deposit addresses. Never with money that is worth something. */
export interface DemoPool {
  readonly mnemonic: string;
  readonly size: number;
}

/**
 * Public since long ago, worth nothing, and only for the ledger that `npm start` makes by itself: everybody's demo derives the same
 * addresses.
 */
const DEMO_MNEMONIC = 'test test test test test test test test test test test junk';

interface ChosenNetwork {
  readonly name: NetworkName;
  readonly network: KnownNetwork;
}

/** @throws TanglegateError `setting-wrong` */
export function readNetwork(env: Environment): ChosenNetwork {
  const found = readText(env, 'TANGLEGATE_NETWORK', 'devnet-local');
  const name = (Object.keys(networks) as NetworkName[]).find((known) => known === found); // Keys of a const object.
  if (name === undefined)
    throw wrongSetting('TANGLEGATE_NETWORK', found, `one of ${Object.keys(networks).join(', ')}`);
  return { name, network: networks[name] };
}

/** @throws TanglegateError `setting-wrong` */
export function readLedger(env: Environment, { name, network }: ChosenNetwork): LedgerSettings {
  const kind = readText(env, 'TANGLEGATE_LEDGER', 'rebased');
  if (kind !== 'rebased') throw wrongSetting('TANGLEGATE_LEDGER', kind, 'rebased');
  const nodeUrl = readUrl(env, 'TANGLEGATE_NODE_URL', ['http', 'https']) ?? network.nodeUrl;
  return {
    kind,
    // Our own development ledger is its own faucet, wherever it runs.
    network: name === 'devnet-local' ? { ...network, faucetUrl: nodeUrl } : network,
    nodeUrl,
    pollMs: readWhole(env, 'TANGLEGATE_POLL_MS', { least: 50, most: 60_000, preset: network.pollMs }),
    timeoutMs: readWhole(env, 'TANGLEGATE_NODE_TIMEOUT_MS', { least: 100, most: 120_000, preset: 10_000 }),
  };
}

/** The mnemonic is a secret: no error shows it. @throws TanglegateError `setting-wrong` */
export function readDemoPool(env: Environment, { name, network }: ChosenNetwork): DemoPool | undefined {
  const preset = name === 'devnet-local' ? DEMO_MNEMONIC : '';
  const mnemonic = readText(env, 'TANGLEGATE_DEV_MNEMONIC', preset);
  if (mnemonic === '') return undefined;
  if (!network.isDevelopment)
    throw wrongSetting(
      'TANGLEGATE_DEV_MNEMONIC',
      '(not shown)',
      `unset on ${name}: no server may hold a key to money`,
    );
  if (![12, 15, 18, 21, 24].includes(mnemonic.trim().split(/\s+/).length))
    throw wrongSetting('TANGLEGATE_DEV_MNEMONIC', '(not shown)', 'a BIP-39 mnemonic of 12 to 24 words');
  const size = readWhole(env, 'TANGLEGATE_DEV_POOL', { least: 1, most: 100_000, preset: 200 });
  return { mnemonic: mnemonic.trim(), size };
}
