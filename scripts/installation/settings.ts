import { TanglegateError } from '@tanglegate/core/errors';
import { readBrokerSettings, type BrokerSettings } from '@tanglegate/broker/settings';
import { readDevnetSettings, type DevnetSettings } from '@tanglegate/devnet/settings';
import {
  readCheckoutSettings,
  readLogLevel,
  type CheckoutSettings,
} from '@tanglegate/wallet-checkout/settings';

type Environment = Readonly<Record<string, string | undefined>>;

/** What `npm start` runs with: every part's own settings, and what only matters when they run together. */
export interface InstallationSettings {
  readonly dataFolder: string;
  readonly checkout: CheckoutSettings;
  readonly broker: BrokerSettings;
  /** Absent: the ledger is elsewhere. */
  readonly devnet?: DevnetSettings;
  /** A gate that is only drawn on the door page, for every door. Real gates have a driver of their own: `npm run gate`. */
  readonly simulatedGates: boolean;
  readonly logLevel: ReturnType<typeof readLogLevel>;
}

function readSwitch(env: Environment, name: string, preset: boolean): boolean {
  const found = env[name] ?? '';
  if (found === '') return preset;
  if (found === 'yes' || found === 'no') return found === 'yes';
  throw new TanglegateError('setting-wrong', `${name} is "${found}": it must be yes or no.`);
}

/** @throws TanglegateError `setting-wrong`, naming the variable, what was found and what is wanted */
export function readInstallationSettings(env: Environment): InstallationSettings {
  const checkout = readCheckoutSettings(env);
  const network = env['TANGLEGATE_NETWORK'] || 'devnet-local';
  const isOurs = network === 'devnet-local' && !env['TANGLEGATE_NODE_URL'];
  return {
    dataFolder: checkout.dataFolder,
    checkout,
    broker: readBrokerSettings(env),
    ...(isOurs ? { devnet: readDevnetSettings(env) } : {}),
    simulatedGates: readSwitch(env, 'TANGLEGATE_SIMULATED_GATES', isOurs || network === 'tangle-local'),
    logLevel: env['TANGLEGATE_LOG_LEVEL'] ? readLogLevel(env) : 'warn',
  };
}
