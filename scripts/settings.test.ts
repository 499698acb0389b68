import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readBrokerSettings } from '@tanglegate/broker/settings';
import { readDevnetSettings } from '@tanglegate/devnet/settings';
import { readTangleSettings } from '@tanglegate/devnet/tangle-settings';
import { readGateEnvironment } from '@tanglegate/door-client/settings';
import { readSettings as readValidatorSettings } from '@tanglegate/validator/settings';
import { readBrokerAccess } from '@tanglegate/wallet-checkout/settings';
import { expect, test } from 'vitest';
import { readInstallationSettings } from './installation/settings.ts';

type Environment = Record<string, string>;

/** Whatever has to be set before the reader comes to the variable in question. */
const given: Environment = {
  TANGLEGATE_MQTT_USERNAME: 'someone',
  TANGLEGATE_MQTT_PASSWORD: 'hush',
  TANGLEGATE_GATE_USERNAME: 'someone',
  TANGLEGATE_GATE_PASSWORD: 'hush',
};

const start = readInstallationSettings;
const ownTangle = (env: Environment) =>
  start({
    TANGLEGATE_NETWORK: 'stardust',
    TANGLEGATE_NODE_URL: 'http://127.0.0.1:14265',
    TANGLEGATE_STARDUST_NAME: 'ours',
    TANGLEGATE_STARDUST_HRP: 'tst',
    ...env,
  });
const BAD: readonly (readonly [name: string, bad: string, reader: (env: Environment) => unknown])[] = [
  ['TANGLEGATE_PORT', '65536', start],
  ['TANGLEGATE_PUBLIC_URL', 'tickets.example.org', start],
  ['TANGLEGATE_TRUST_PROXY', 'everybody', start],
  ['TANGLEGATE_LOG_LEVEL', 'loud', start],
  ['TANGLEGATE_ORGANISER', 'x'.repeat(81), start],
  ['TANGLEGATE_ORDER_MINUTES', '0', start],
  ['TANGLEGATE_GRACE_MINUTES', 'ten', start],
  ['TANGLEGATE_ORDER_LIMIT', '-1', start],
  ['TANGLEGATE_LOW_POOL', '1.5', start],
  ['TANGLEGATE_NETWORK', 'mars', start],
  ['TANGLEGATE_NODE_URL', 'ftp://node', start],
  ['TANGLEGATE_STARDUST_NAME', '', ownTangle],
  ['TANGLEGATE_STARDUST_HRP', 'T1', ownTangle],
  ['TANGLEGATE_STARDUST_COIN', 'a coin', ownTangle],
  ['TANGLEGATE_STARDUST_LEAST_OUTPUT', '0', ownTangle],
  ['TANGLEGATE_EXPLORER_URL', 'https://explorer.example/tx', start],
  ['TANGLEGATE_POLL_MS', '10', start],
  ['TANGLEGATE_NODE_TIMEOUT_MS', '1e4', start],
  ['TANGLEGATE_DEV_MNEMONIC', 'one two', start],
  ['TANGLEGATE_DEV_POOL', '-1', start],
  ['TANGLEGATE_DATABASE_URL', 'mysql://tickets', start],
  ['TANGLEGATE_DATABASE_POOL', '1', start],
  ['TANGLEGATE_DEVNET_PORT', 'nine', start],
  ['TANGLEGATE_DEVNET_PORT', '0x10', readDevnetSettings],
  ['TANGLEGATE_TANGLE_PORT', '70000', readTangleSettings],
  ['TANGLEGATE_TANGLE_FAUCET_PORT', 'faucet', readTangleSettings],
  ['TANGLEGATE_TANGLE_MILESTONE_MS', '10', readTangleSettings],
  ['TANGLEGATE_MQTT_PORT', 'mqtt', start],
  ['TANGLEGATE_SIMULATED_GATES', 'perhaps', start],
  ['TANGLEGATE_MQTT_WEBSOCKET_PORT', '70000', readBrokerSettings],
  ['TANGLEGATE_MQTT_URL', 'http://broker', readBrokerAccess],
  ['TANGLEGATE_MQTT_URL', 'broker', readValidatorSettings],
  ['TANGLEGATE_MQTT_URL', 'mqtt:///', readGateEnvironment],
  ['TANGLEGATE_MQTT_USERNAME', '', readBrokerAccess],
  ['TANGLEGATE_MQTT_USERNAME', '', readValidatorSettings],
  ['TANGLEGATE_MQTT_PASSWORD', '', readBrokerAccess],
  ['TANGLEGATE_MQTT_PASSWORD', '', readValidatorSettings],
  ['TANGLEGATE_GATE_USERNAME', '', readGateEnvironment],
  ['TANGLEGATE_GATE_PASSWORD', '', readGateEnvironment],
  ['TANGLEGATE_VENUE', 'Main Hall', readValidatorSettings],
  ['TANGLEGATE_VALIDATOR_PORT', '80a', readValidatorSettings],
];

test.each(BAD)('%s=%s stops the start: named, with what was found and what is wanted', (name, bad, read) => {
  expect(() => read(given)).not.toThrow();
  const isSecret = ['TANGLEGATE_DEV_MNEMONIC', 'TANGLEGATE_DATABASE_URL'].includes(name);
  const found = bad === '' ? 'is not set' : `is "${isSecret ? '(not shown)' : bad.slice(0, 80)}"`;
  const message = new RegExp(`^${name} ${found.replace(/[().]/g, '\\$&')}[:;] it (must be|comes from)`);
  expect(() => read({ ...given, [name]: bad })).toThrow(
    expect.objectContaining({ code: 'setting-wrong', message: expect.stringMatching(message) as string }),
  );
});

/** A folder's fault shows when it is opened: `lock-data.test.ts`. */
const OTHERWISE = ['TANGLEGATE_DATA'];

const names = [
  ...new Set(
    readFileSync(fileURLToPath(new URL('../.env.example', import.meta.url)), 'utf8').match(
      /TANGLEGATE_[A-Z0-9_]*[A-Z0-9]/g,
    ),
  ),
];

test('no setting is left out of the table above', () => {
  const tried = new Set([...BAD.map(([name]) => name), ...OTHERWISE]);
  expect([...tried].sort()).toEqual([...names].sort());
});

const readers = [start, readDevnetSettings, readBrokerSettings, readBrokerAccess, readValidatorSettings];

test.each([...readers, readGateEnvironment].map((read) => [read.name, read] as const))(
  'an empty variable is an unset one: %s',
  (_name, read) => {
    const empty = Object.fromEntries(names.map((name) => [name, '']));
    expect(read({ ...empty, ...given })).toEqual(read(given));
  },
);
