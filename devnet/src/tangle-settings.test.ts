import { expect, test } from 'vitest';
import { readTangleSettings } from './tangle-settings.ts';

test.each([
  [{}, { dataFolder: 'data/tangle', nodePort: 14_265, faucetPort: 8_091, intervalMs: 5_000 }],
  [{ TANGLEGATE_DATA: '/srv/tg' }, { dataFolder: '/srv/tg/tangle' }],
  [
    { TANGLEGATE_TANGLE_PORT: '0', TANGLEGATE_TANGLE_FAUCET_PORT: '65535' },
    { nodePort: 0, faucetPort: 65_535 },
  ],
  [{ TANGLEGATE_TANGLE_MILESTONE_MS: '1000' }, { intervalMs: 1_000 }],
  [{ TANGLEGATE_TANGLE_MILESTONE_MS: '60000' }, { intervalMs: 60_000 }],
  [
    { TANGLEGATE_TANGLE_PORT: '', TANGLEGATE_TANGLE_MILESTONE_MS: '' },
    { nodePort: 14_265, intervalMs: 5_000 },
  ],
])('%j is read', (environment, settings) => {
  expect(readTangleSettings(environment)).toMatchObject(settings);
});

test.each([
  ['TANGLEGATE_TANGLE_PORT', '65536', 'a port, 1 to 65535, or 0 for any that is free'],
  ['TANGLEGATE_TANGLE_FAUCET_PORT', 'nine', 'a port, 1 to 65535, or 0 for any that is free'],
  ['TANGLEGATE_TANGLE_MILESTONE_MS', '999', 'whole milliseconds, 1000 to 60000'],
  ['TANGLEGATE_TANGLE_MILESTONE_MS', '60001', 'whole milliseconds, 1000 to 60000'],
  ['TANGLEGATE_TANGLE_MILESTONE_MS', '5e3', 'whole milliseconds, 1000 to 60000'],
])('%s=%s is refused by name', (name, value, wanted) => {
  expect(() => readTangleSettings({ [name]: value })).toThrow(`${name} is "${value}": it must be ${wanted}.`);
});
