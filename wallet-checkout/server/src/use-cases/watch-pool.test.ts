import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { addressHex } from '../domain/address.ts';
import { organiser, testParts } from '../testing/test-parts.ts';
import { watchPool } from './watch-pool.ts';

test('a pool that becomes low is said once, and once more after it was filled', async () => {
  const { pool, store } = await testParts({ addresses: 3 });
  const said: unknown[] = [];
  const log = { info: () => undefined, error: () => undefined, warn: (facts: object) => said.push(facts) };
  const look = watchPool({ pool, organiser, lowPool: 3, log });
  await look();
  expect(said).toEqual([]);
  await store.transaction(({ addresses }) => addresses.handOut(organiser, millis(1)));
  await look();
  await look();
  expect(said).toEqual([{ left: 2 }]);
  await pool.add([{ organiser, index: 9, address: addressHex('9'.repeat(64)) }], millis(1));
  await look();
  await store.transaction(({ addresses }) => addresses.handOut(organiser, millis(2)));
  await look();
  expect(said).toEqual([{ left: 2 }, { left: 2 }]);
});
