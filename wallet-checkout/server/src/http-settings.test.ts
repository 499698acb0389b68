import { expect, test } from 'vitest';
import { readCheckoutSettings } from './settings.ts';

test('VALID: the limit of orders and the proxies that are believed', () => {
  expect(readCheckoutSettings({}).http).toEqual({ ordersPerTenMinutes: 30 });
  const env = { TANGLEGATE_ORDER_LIMIT: '500', TANGLEGATE_TRUST_PROXY: '10.0.0.1,fd00::/8' };
  expect(readCheckoutSettings(env).http).toEqual({
    ordersPerTenMinutes: 500,
    trustProxy: '10.0.0.1,fd00::/8',
  });
});

test.each([
  [
    { TANGLEGATE_ORDER_LIMIT: '0' },
    'TANGLEGATE_ORDER_LIMIT is "0": it must be a whole number, 1 to 1000000.',
  ],
  [
    { TANGLEGATE_TRUST_PROXY: 'everybody' },
    'TANGLEGATE_TRUST_PROXY is "everybody": it must be addresses or networks, like 10.0.0.1,10.1.0.0/16.',
  ],
])('INVALID: %j', (env, words) => {
  expect(() => readCheckoutSettings(env)).toThrow(words);
});
