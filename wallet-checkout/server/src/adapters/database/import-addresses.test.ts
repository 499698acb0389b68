import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { addressHex } from '../../domain/address.ts';
import { organiser, testParts } from '../../testing/test-parts.ts';
import { sqlAddressImport } from './import-addresses.ts';

const at = millis(1);
const publicKey = 'aa'.repeat(32);
const address = (n: number) => addressHex(n.toString(16).padStart(64, '0'));

/** Addresses `from` to `to`, as one mnemonic derives them. */
const list = (from: number, to: number, changes: { publicKey?: string } = {}) => ({
  organiser,
  publicKey,
  addresses: Array.from({ length: to - from + 1 }, (_, i) => ({
    index: from + i,
    address: address(from + i),
  })),
  ...changes,
});

async function emptyPool() {
  const parts = await testParts({ addresses: 0 });
  const addressImport = sqlAddressImport(parts.db);
  const handOut = () => parts.store.transaction(({ addresses }) => addresses.handOut(organiser, at));
  return { ...parts, addressImport, handOut };
}

test('a list fills the pool, the same list adds nothing, and the next one goes on where it ended', async () => {
  const { addressImport, handOut } = await emptyPool();
  expect(await addressImport.hasOwnList(organiser)).toBe(false);
  const first = { added: 1_000, known: 0, skipped: 0, from: 0, to: 999, left: 1_000, isFirst: true };
  expect(await addressImport.importList(list(0, 999), at)).toEqual(first);
  expect(await addressImport.hasOwnList(organiser)).toBe(true);
  expect(await handOut()).toBe(address(0));
  const again = { ...first, added: 0, known: 1_000, left: 999, isFirst: false };
  expect(await addressImport.importList(list(0, 999), at)).toEqual(again);
  const overlapping = await addressImport.importList(list(990, 1_009), at);
  expect(overlapping).toEqual({
    added: 10,
    known: 10,
    skipped: 0,
    from: 990,
    to: 1_009,
    left: 1_009,
    isFirst: false,
  });
  expect(await handOut()).toBe(address(1));
});

test('the first list may begin anywhere; later ones leave no gap', async () => {
  const { addressImport, handOut } = await emptyPool();
  await addressImport.importList(list(5_000, 5_001), at);
  expect(await handOut()).toBe(address(5_000));
  await expect(addressImport.importList(list(5_003, 5_004), at)).rejects.toMatchObject({
    code: 'address-list-gap',
    message: expect.stringContaining('--from 5002') as string,
  });
});

test.each<[string, ReturnType<typeof list>]>([
  ['address-list-foreign', list(2, 5, { publicKey: 'bb'.repeat(32) })],
  ['address-list-conflict', { ...list(1, 2), addresses: [{ index: 1, address: address(77) }] }],
  ['address-list-conflict', { ...list(1, 2), addresses: [{ index: 2, address: address(0) }] }],
])('%s: nothing of the list is added', async (code, bad) => {
  const { addressImport, pool } = await emptyPool();
  await addressImport.importList(list(0, 1), at);
  await expect(addressImport.importList(bad, at)).rejects.toMatchObject({ code });
  expect(await pool.level(organiser)).toEqual({ left: 2, nextIndex: 2 });
});

test("a demo's pool takes no list: whoever holds the development mnemonic could spend what its addresses get", async () => {
  const { db } = await testParts({ addresses: 3 });
  await expect(sqlAddressImport(db).importList(list(3, 5), at)).rejects.toMatchObject({
    code: 'pool-is-demo',
  });
});

test('addresses that a lost database may have given away are given to nobody, also when they are imported later', async () => {
  const { addressImport, handOut, store } = await emptyPool();
  await addressImport.importList(list(0, 4), at);
  expect(await store.transaction(({ addresses }) => addresses.skipThrough({ organiser, index: 7 }, at))).toBe(
    5,
  );
  expect(await store.transaction(({ addresses }) => addresses.skipThrough({ organiser, index: 6 }, at))).toBe(
    0,
  );
  expect(await handOut()).toBeUndefined();
  expect(await addressImport.importList(list(5, 9), at)).toMatchObject({ added: 5, skipped: 3, left: 2 });
  expect(await handOut()).toBe(address(8));
});
