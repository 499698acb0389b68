import { expect, test } from 'vitest';
import { fireflyLink } from './firefly-link.ts';

test.each([
  ['iota', 'tst1qqqq', '2500000'],
  ['firefly', 'smr1qqqq', '18446744073709551615'],
])(
  'the deep link of the %s build carries base units and forbids what would make the money not count',
  (scheme, address, due) => {
    const order = '0123456789abcdef0123456789abcdef';
    const link = fireflyLink({ scheme, address, due, order });
    expect(link.startsWith(`${scheme}://wallet/sendConfirmation?`)).toBe(true);
    expect(Object.fromEntries(new URL(link).searchParams)).toEqual({
      address,
      amount: due,
      giftStorageDeposit: 'true',
      disableToggleGift: 'true',
      disableChangeExpiration: 'true',
      tag: order,
    });
    expect(Buffer.byteLength(order)).toBeLessThanOrEqual(64);
  },
);
