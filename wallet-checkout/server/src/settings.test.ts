import { expect, test } from 'vitest';
import { readBrokerAccess, readCheckoutSettings, readLogLevel } from './settings.ts';

const MNEMONIC =
  'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';

test('nothing set: a demo on the development ledger', () => {
  expect(readCheckoutSettings({})).toMatchObject({
    dataFolder: 'data',
    port: 8080,
    organiser: { id: 'main', name: 'Demo Organiser' },
    ledger: { nodeUrl: 'http://127.0.0.1:9000', pollMs: 250, timeoutMs: 10_000 },
    orderMs: 900_000,
    graceMs: 600_000,
    demoPool: { size: 200 },
    lowPool: 0,
  });
});

test('what is set is taken, an empty variable is none, and a URL loses its last slash', () => {
  const settings = readCheckoutSettings({
    TANGLEGATE_NETWORK: 'testnet',
    TANGLEGATE_PUBLIC_URL: 'https://tickets.example.org/',
    TANGLEGATE_NODE_URL: '',
    TANGLEGATE_ORDER_MINUTES: '5',
    TANGLEGATE_DEV_MNEMONIC: MNEMONIC,
  });
  expect(settings).toMatchObject({ publicUrl: 'https://tickets.example.org', orderMs: 300_000 });
  expect(settings.ledger.nodeUrl).toMatch(/^https:\/\/.*testnet/);
  expect(settings.demoPool).toEqual({ mnemonic: MNEMONIC, size: 200 });
});

test.each([
  ['https://one.example', 'https://one.example', []],
  ['https://one.example/, http://two.example:9000/', 'https://one.example', ['http://two.example:9000']],
  [' a://', undefined, undefined],
  [
    'https://one.example https://two.example\n,https://three.example/?key=1 ',
    'https://one.example',
    ['https://two.example', 'https://three.example/?key=1'],
  ],
])('nodes in order of preference, by spaces or commas: %j', (urls, nodeUrl, otherNodeUrls) => {
  const read = () => readCheckoutSettings({ TANGLEGATE_NODE_URL: urls }).ledger;
  if (nodeUrl === undefined) expect(read).toThrow('TANGLEGATE_NODE_URL is "a://": it must be a URL');
  else expect(read()).toMatchObject({ nodeUrl, otherNodeUrls });
});

test.each([
  ['https://one.example,ws://ada:secret@two.example/x?key=secret', 'is "ws://two.example/x":'],
  ['http//ada:sec/ret@one.example#secret', 'is "one.example":'],
])('a wrong node URL among several is named, without what may be a secret: %s', (urls, words) => {
  const read = () => readCheckoutSettings({ TANGLEGATE_NODE_URL: urls });
  expect(read).toThrow(`TANGLEGATE_NODE_URL ${words}`);
  expect(read).not.toThrow(/secret|sec.ret/);
});

test.each([
  [{}, 'http://127.0.0.1:9000'],
  [{ TANGLEGATE_NODE_URL: 'http://10.0.0.7:9100' }, 'http://10.0.0.7:9100'],
  [{ TANGLEGATE_NETWORK: 'localnet', TANGLEGATE_NODE_URL: 'http://10.0.0.7:9100' }, 'http://127.0.0.1:9123'],
  [{ TANGLEGATE_NETWORK: 'testnet' }, undefined],
])('%o: the development wallet is filled at %s', (env, faucetUrl) => {
  expect(readCheckoutSettings(env).ledger.network.faucetUrl).toBe(faucetUrl);
});

test('a network of IOTA’s own derives nothing by itself', () => {
  const testnet = readCheckoutSettings({ TANGLEGATE_NETWORK: 'testnet' });
  expect(testnet.demoPool).toBeUndefined();
  expect(testnet.lowPool).toBe(50);
  expect(readCheckoutSettings({ TANGLEGATE_NETWORK: 'mainnet' }).demoPool).toBeUndefined();
});

test('a private Tangle of npm run tangle: a demo, like the development ledger', () => {
  const settings = readCheckoutSettings({ TANGLEGATE_NETWORK: 'tangle-local' });
  expect(settings.ledger).toMatchObject({
    nodeUrl: 'http://127.0.0.1:14265',
    network: { stardust: { bech32Hrp: 'tst', leastOutput: 213_000n }, isDevelopment: true },
  });
  expect(settings.demoPool).toMatchObject({ size: 200 });
});

const ownTangle = {
  TANGLEGATE_NETWORK: 'stardust',
  TANGLEGATE_NODE_URL: 'http://10.0.0.7:14265',
  TANGLEGATE_STARDUST_NAME: 'our own',
  TANGLEGATE_STARDUST_HRP: 'own',
};

test('anybody’s own Tangle, by settings alone', () => {
  const settings = readCheckoutSettings({
    ...ownTangle,
    TANGLEGATE_STARDUST_COIN: 'OWN',
    TANGLEGATE_STARDUST_LEAST_OUTPUT: '42600',
  });
  expect(settings.ledger).toMatchObject({
    nodeUrl: 'http://10.0.0.7:14265',
    network: {
      stardust: {
        networkName: 'our own',
        bech32Hrp: 'own',
        coin: { symbol: 'OWN', decimals: 6 },
        leastOutput: 42_600n,
      },
      isDevelopment: false,
    },
  });
  expect(settings.demoPool).toBeUndefined();
});

test.each([
  [
    { TANGLEGATE_NETWORK: 'shimmer' },
    'TANGLEGATE_NODE_URL is not set: it must be the URL of a node of shimmer: it has no public ones.',
  ],
  [
    { ...ownTangle, TANGLEGATE_STARDUST_NAME: '' },
    "TANGLEGATE_STARDUST_NAME is not set: it must be the network's name, as its nodes tell it.",
  ],
  [
    { ...ownTangle, TANGLEGATE_STARDUST_HRP: 'tst1' },
    'TANGLEGATE_STARDUST_HRP is "tst1": it must be what its addresses begin with before the 1, for instance tst.',
  ],
  [
    { ...ownTangle, TANGLEGATE_STARDUST_COIN: 'a coin' },
    'TANGLEGATE_STARDUST_COIN is "a coin": it must be up to 10 letters and digits.',
  ],
  [
    { TANGLEGATE_NETWORK: 'tangle-local', TANGLEGATE_STARDUST_LEAST_OUTPUT: '2.5' },
    'TANGLEGATE_STARDUST_LEAST_OUTPUT is "2.5": it must be a whole number of ledger units, 1 or more.',
  ],
  [
    { ...ownTangle, TANGLEGATE_DEV_MNEMONIC: MNEMONIC },
    'TANGLEGATE_DEV_MNEMONIC is "(not shown)": it must be unset on stardust: no server may hold a key to money.',
  ],
  [
    { TANGLEGATE_NETWORK: 'mars' },
    'TANGLEGATE_NETWORK is "mars": it must be one of devnet-local, localnet, devnet, testnet, mainnet, tangle-local, shimmer, stardust.',
  ],
  [{ TANGLEGATE_PORT: '80a' }, 'TANGLEGATE_PORT is "80a": it must be a whole number, 0 to 65535.'],
  [{ TANGLEGATE_PORT: '65536' }, 'TANGLEGATE_PORT is "65536": it must be a whole number, 0 to 65535.'],
  [{ TANGLEGATE_POLL_MS: '10' }, 'TANGLEGATE_POLL_MS is "10": it must be a whole number, 50 to 60000.'],
  [
    { TANGLEGATE_ORDER_MINUTES: '0' },
    'TANGLEGATE_ORDER_MINUTES is "0": it must be a whole number, 1 to 1440.',
  ],
  [
    { TANGLEGATE_PUBLIC_URL: 'tickets.example.org' },
    'TANGLEGATE_PUBLIC_URL is "tickets.example.org": it must be a URL that begins with http:// or https://.',
  ],
  [
    { TANGLEGATE_NODE_URL: 'ftp://node' },
    'TANGLEGATE_NODE_URL is "ftp://node": it must be a URL that begins with http:// or https://.',
  ],
  [
    { TANGLEGATE_EXPLORER_URL: 'https://explorer.example/tx' },
    'TANGLEGATE_EXPLORER_URL is "https://explorer.example/tx": it must be a URL of http or https with {transaction} where the transaction goes.',
  ],
  [
    { TANGLEGATE_EXPLORER_URL: 'javascript:{transaction}' },
    'TANGLEGATE_EXPLORER_URL is "javascript:{transaction}": it must be a URL of http or https with {transaction} where the transaction goes.',
  ],
  [
    { TANGLEGATE_DEV_MNEMONIC: 'one two' },
    'TANGLEGATE_DEV_MNEMONIC is "(not shown)": it must be a BIP-39 mnemonic of 12 to 24 words.',
  ],
  [
    { TANGLEGATE_NETWORK: 'mainnet', TANGLEGATE_DEV_MNEMONIC: MNEMONIC },
    'TANGLEGATE_DEV_MNEMONIC is "(not shown)": it must be unset on mainnet: no server may hold a key to money.',
  ],
  [
    { TANGLEGATE_ORGANISER: 'x'.repeat(81) },
    `TANGLEGATE_ORGANISER is "${'x'.repeat(80)}": it must be a name of at most 80 characters.`,
  ],
])('%o is refused by name', (env, message) => {
  expect(() => readCheckoutSettings(env)).toThrow(
    expect.objectContaining({ code: 'setting-wrong', message }) as Error,
  );
});

test('the broker’s access and the log level of a checkout that runs alone', () => {
  const env = { TANGLEGATE_MQTT_USERNAME: 'checkout', TANGLEGATE_MQTT_PASSWORD: 'p' };
  expect(readBrokerAccess(env)).toEqual({
    url: 'mqtt://127.0.0.1:1883',
    username: 'checkout',
    password: 'p',
  });
  expect(() => readBrokerAccess({})).toThrow('TANGLEGATE_MQTT_USERNAME is not set');
  expect(readLogLevel({})).toBe('info');
  expect(() => readLogLevel({ TANGLEGATE_LOG_LEVEL: 'loud' })).toThrow(
    'must be one of debug, info, warn, error',
  );
});
