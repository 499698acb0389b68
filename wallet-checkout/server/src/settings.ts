import { isIP } from 'node:net';
import { MINUTE } from '@tanglegate/core/clock';
import { organiserIdSchema, type OrganiserId } from '@tanglegate/core/ids';
import {
  readDemoPool,
  readLedger,
  readNetwork,
  type DemoPool,
  type LedgerSettings,
} from './ledger-settings.ts';
import { readDatabase, type DatabaseSettings } from './database-settings.ts';
import { readText, readUrl, readWhole, wrongSetting, type Environment } from './read-setting.ts';

export interface CheckoutSettings {
  /** Holds the database and the keys that cannot spend. */
  readonly dataFolder: string;
  /** PostgreSQL. Undefined: SQLite, in the data folder. */
  readonly database?: DatabaseSettings;
  /** Of HTTP, on 127.0.0.1; 0 lets the system choose. */
  readonly port: number;
  /** How the outside reaches us; links are made from it. Undefined: as this machine does. */
  readonly publicUrl?: string;
  readonly organiser: { readonly id: OrganiserId; readonly name: string };
  readonly ledger: LedgerSettings;
  readonly orderMs: number;
  readonly graceMs: number;
  readonly demoPool?: DemoPool;
  /** Fewer addresses left than this raise an alarm. */
  readonly lowPool: number;
  readonly http: HttpSettings;
}

export interface HttpSettings {
  /** Orders that one client may place in ten minutes: nobody drains the pool of addresses. */
  readonly ordersPerTenMinutes: number;
  /** Addresses of the reverse proxies whose `X-Forwarded-For` is believed, by commas. */
  readonly trustProxy?: string;
}

function readOrganiser(env: Environment): CheckoutSettings['organiser'] {
  const name = readText(env, 'TANGLEGATE_ORGANISER', 'Demo Organiser');
  if (name.length > 80) throw wrongSetting('TANGLEGATE_ORGANISER', name, 'a name of at most 80 characters');
  return { id: organiserIdSchema.parse('main'), name };
}

function readHttp(env: Environment): HttpSettings {
  const trustProxy = readText(env, 'TANGLEGATE_TRUST_PROXY', '');
  const isAddress = (text: string): boolean => isIP(text.trim().replace(/\/[0-9]{1,3}$/, '')) !== 0;
  if (trustProxy !== '' && !trustProxy.split(',').every(isAddress))
    throw wrongSetting(
      'TANGLEGATE_TRUST_PROXY',
      trustProxy,
      'addresses or networks, like 10.0.0.1,10.1.0.0/16',
    );
  return {
    ordersPerTenMinutes: readWhole(env, 'TANGLEGATE_ORDER_LIMIT', { least: 1, most: 1_000_000, preset: 30 }),
    ...(trustProxy === '' ? {} : { trustProxy }),
  };
}

/** @throws TanglegateError `setting-wrong`, naming the variable, what was found and what is wanted */
export function readCheckoutSettings(env: Environment): CheckoutSettings {
  const chosen = readNetwork(env);
  const demoPool = readDemoPool(env, chosen);
  const publicUrl = readUrl(env, 'TANGLEGATE_PUBLIC_URL', ['http', 'https']);
  const database = readDatabase(env);
  const minutes = (name: string, preset: number): number =>
    readWhole(env, name, { least: 1, most: 24 * 60, preset }) * MINUTE;
  return {
    dataFolder: readText(env, 'TANGLEGATE_DATA', 'data'),
    ...(database === undefined ? {} : { database }),
    port: readWhole(env, 'TANGLEGATE_PORT', { least: 0, most: 65_535, preset: 8080 }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    organiser: readOrganiser(env),
    ledger: readLedger(env, chosen),
    orderMs: minutes('TANGLEGATE_ORDER_MINUTES', 15),
    graceMs: minutes('TANGLEGATE_GRACE_MINUTES', 10),
    ...(demoPool === undefined ? {} : { demoPool }),
    // A demo's pool fills itself: it raises no alarm.
    lowPool: readWhole(env, 'TANGLEGATE_LOW_POOL', {
      least: 0,
      most: 1_000_000,
      preset: demoPool === undefined ? 50 : 0,
    }),
    http: readHttp(env),
  };
}

const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/** @throws TanglegateError `setting-wrong` */
export function readLogLevel(env: Environment): (typeof logLevels)[number] {
  const found = readText(env, 'TANGLEGATE_LOG_LEVEL', 'info');
  const level = logLevels.find((known) => known === found);
  if (level === undefined)
    throw wrongSetting('TANGLEGATE_LOG_LEVEL', found, `one of ${logLevels.join(', ')}`);
  return level;
}

/** Of a checkout that runs alone. The values are secrets: no error shows them. @throws TanglegateError `setting-wrong` */
export function readBrokerAccess(env: Environment): { url: string; username: string; password: string } {
  const secret = (name: string): string => {
    const found = readText(env, name, '');
    if (found === '') throw wrongSetting(name, undefined, "the checkout's credential, as the broker made it");
    return found;
  };
  return {
    url: readUrl(env, 'TANGLEGATE_MQTT_URL', ['mqtt', 'mqtts', 'ws', 'wss']) ?? 'mqtt://127.0.0.1:1883',
    username: secret('TANGLEGATE_MQTT_USERNAME'),
    password: secret('TANGLEGATE_MQTT_PASSWORD'),
  };
}
