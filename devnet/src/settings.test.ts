import { expect, test } from 'vitest';
import { readDevnetSettings } from './settings.ts';

test('without any settings it keeps its ledger in data/devnet and listens on 9000', () => {
  expect(readDevnetSettings({})).toMatchObject({
    dataFolder: 'data/devnet',
    port: 9000,
    checkpointIntervalMs: 250,
  });
});

test.each([
  [{ TANGLEGATE_DATA: '/srv/tg' }, { dataFolder: '/srv/tg/devnet' }],
  [{ TANGLEGATE_DEVNET_PORT: '0' }, { port: 0 }],
  [
    { TANGLEGATE_DEVNET_PORT: '', TANGLEGATE_DATA: '' },
    { port: 9000, dataFolder: 'data/devnet' },
  ],
  [{ TANGLEGATE_DEVNET_PORT: '65535' }, { port: 65535 }],
])('%j is read', (environment, settings) => {
  expect(readDevnetSettings(environment)).toMatchObject(settings);
});

test.each(['65536', '-1', 'nine', '90.5', ' 9000', '0x10'])('the port "%s" is refused by name', (port) => {
  expect(() => readDevnetSettings({ TANGLEGATE_DEVNET_PORT: port })).toThrow(
    `TANGLEGATE_DEVNET_PORT is "${port}": it must be a port, 1 to 65535, or 0 for any that is free.`,
  );
});
