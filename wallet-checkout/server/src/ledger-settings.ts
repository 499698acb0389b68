import type { LedgerUnits } from '@tanglegate/core/money';
import { ledgerUnits } from '@tanglegate/core/money';
import type { StardustNetwork } from './domain/stardust-network.ts';
import { networks, type KnownNetwork, type NetworkName } from './networks.ts';
import { readText, readUrls, readWhole, wrongSetting, type Environment } from './read-setting.ts';

export interface LedgerSettings {
  readonly network: KnownNetwork;
  /** The preferred node's; the page's development wallet uses it too. */
  readonly nodeUrl: string;
  /** Of the nodes to ask when that one fails, in order of preference. */
  readonly otherNodeUrls: readonly string[];
  readonly pollMs: number;
  readonly timeoutMs: number;
  /** A page about a transaction, with `{transaction}` where its id goes. */
  readonly explorerUrl?: string;
}

/** A demo's own pool of deposit addresses. Never with money that is worth something. */
export interface DemoPool {
  readonly mnemonic: string;
  readonly size: number;
}

/**
 * Public since long ago, worth nothing, and only for the ledgers that `npm start` and `npm run tangle` make by themselves: everybody's
 * demo derives the same addresses.
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

function readLeastOutput(env: Environment, preset: LedgerUnits): LedgerUnits {
  const name = 'TANGLEGATE_STARDUST_LEAST_OUTPUT';
  const found = readText(env, name, preset.toString());
  if (/^[1-9][0-9]{0,17}$/.test(found)) return ledgerUnits(BigInt(found));
  throw wrongSetting(name, found, 'a whole number of ledger units, 1 or more');
}

/** Of a Tangle that we do not know: as its node's `/api/core/v2/info` says. */
function readOwnTangle(env: Environment): StardustNetwork {
  const text = (name: string, preset: string, form: RegExp, wanted: string): string => {
    const found = readText(env, name, preset);
    if (form.test(found)) return found;
    throw wrongSetting(name, found, wanted);
  };
  return {
    networkName: text(
      'TANGLEGATE_STARDUST_NAME',
      '',
      /^.{1,200}$/,
      "the network's name, as its nodes tell it",
    ),
    bech32Hrp: text(
      'TANGLEGATE_STARDUST_HRP',
      '',
      /^[a-z]{1,20}$/,
      'what its addresses begin with before the 1, for instance tst',
    ),
    coin: {
      symbol: text('TANGLEGATE_STARDUST_COIN', 'IOTA', /^[A-Za-z0-9]{1,10}$/, 'up to 10 letters and digits'),
      decimals: 6,
    },
    leastOutput: readLeastOutput(env, ledgerUnits(213_000n)),
  };
}

function completeNetwork(env: Environment, { name, network }: ChosenNetwork, nodeUrl: string): KnownNetwork {
  // Our own development ledger is its own faucet, wherever it runs.
  if (name === 'devnet-local') return { ...network, faucetUrl: nodeUrl };
  if (name === 'stardust') return { ...network, stardust: readOwnTangle(env) };
  if (network.stardust === undefined) return network;
  const leastOutput = readLeastOutput(env, network.stardust.leastOutput);
  return { ...network, stardust: { ...network.stardust, leastOutput } };
}

function readExplorer(env: Environment): string | undefined {
  const name = 'TANGLEGATE_EXPLORER_URL';
  const found = readText(env, name, '');
  if (found === '') return undefined;
  if (/^https?:\/\/[^\s{}]+\{transaction\}[^\s{}]*$/.test(found) && URL.canParse(found)) return found;
  throw wrongSetting(name, found, 'a URL of http or https with {transaction} where the transaction goes');
}

/** @throws TanglegateError `setting-wrong` */
export function readLedger(env: Environment, { name, network }: ChosenNetwork): LedgerSettings {
  const [named, ...otherNodeUrls] = readUrls(env, 'TANGLEGATE_NODE_URL', ['http', 'https']);
  const nodeUrl = named ?? network.nodeUrl;
  if (nodeUrl === undefined)
    throw wrongSetting(
      'TANGLEGATE_NODE_URL',
      undefined,
      `the URL of a node of ${name}: it has no public ones`,
    );
  const explorerUrl = readExplorer(env);
  return {
    ...(explorerUrl === undefined ? {} : { explorerUrl }),
    network: completeNetwork(env, { name, network }, nodeUrl),
    nodeUrl,
    otherNodeUrls,
    pollMs: readWhole(env, 'TANGLEGATE_POLL_MS', { least: 50, most: 60_000, preset: network.pollMs }),
    timeoutMs: readWhole(env, 'TANGLEGATE_NODE_TIMEOUT_MS', { least: 100, most: 120_000, preset: 10_000 }),
  };
}

/** The mnemonic is a secret: no error shows it. @throws TanglegateError `setting-wrong` */
export function readDemoPool(env: Environment, { name, network }: ChosenNetwork): DemoPool | undefined {
  const preset = name === 'devnet-local' || name === 'tangle-local' ? DEMO_MNEMONIC : '';
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
  const size = readWhole(env, 'TANGLEGATE_DEV_POOL', { least: 0, most: 100_000, preset: 200 });
  if (size === 0) return undefined;
  return { mnemonic: mnemonic.trim(), size };
}
