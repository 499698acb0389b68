import { expect, test } from 'vitest';
import { readAddressList } from './address-list.ts';

const address = (n: number): string => n.toString(16).padStart(64, '0');
const list = (...indices: readonly number[]) => ({
  version: 1,
  madeAt: 1,
  addresses: indices.map((index) => ({ index, address: address(index) })),
});

test.each([[0], [7], [0, 1, 2], [99, 100, 101], [2_147_483_646, 2_147_483_647]])(
  'VALID: %s …',
  (...indices) => {
    expect(readAddressList(list(...indices)).addresses).toHaveLength(indices.length);
  },
);

test.each<[string, unknown, string]>([
  ['a gap', list(0, 1, 3), 'index 2 is missing before 3'],
  ['the wrong order', list(0, 2, 1), 'index 1 is missing before 2'],
  ['one going back', list(5, 6, 5), 'index 5 comes after 6'],
  ['one twice', list(5, 5), 'index 5 comes after 5'],
  [
    'an address twice',
    { ...list(0, 1), addresses: [0, 1].map((index) => ({ index, address: address(9) })) },
    'indices 0 and 1 have the same address',
  ],
  ['nothing', list(), 'at addresses it has the wrong form'],
  ['beyond the last index', list(2_147_483_648), 'at addresses.0.index'],
  ['a half index', list(0.5), 'at addresses.0.index'],
  ['a short address', { ...list(0), addresses: [{ index: 0, address: 'ab' }] }, 'at addresses.0.address'],
  [
    'capitals in an address',
    { ...list(0), addresses: [{ index: 0, address: 'AB'.repeat(32) }] },
    'at addresses.0.address',
  ],
  ['another version', { ...list(0), version: 2 }, 'at version'],
  ['no object', 'list', 'at  it has the wrong form'],
])('INVALID: %s', (_name, payload, words) => {
  expect(() => readAddressList(payload)).toThrow(
    expect.objectContaining({
      code: 'address-list-wrong',
      message: expect.stringContaining(words) as string,
    }),
  );
});
