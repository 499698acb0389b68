import { writeFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import type { DoorId, ScanId } from '@tanglegate/core/ids';
import { admissionStoreContract, type StoreUnderTest } from '../../testing/admission-store-contract.ts';
import { scanOf } from '../../testing/scans.ts';
import { makeFolder } from '../../testing/test-venue.ts';
import { hastyStore, racingStore } from '../../testing/unsafe-stores.ts';
import { openSqliteStore, type SqliteStore } from './sqlite-store.ts';

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

function newFolder(): ReturnType<typeof makeFolder> {
  const folder = makeFolder();
  cleanUp.push(() => {
    folder.remove();
  });
  return folder;
}

async function open(file: string): Promise<SqliteStore> {
  const store = await openSqliteStore(file);
  cleanUp.push(() => store.close());
  return store;
}

async function makeStore(): Promise<StoreUnderTest> {
  const { file } = newFolder();
  const store = await open(file);
  const witness = new SQLite(file, { readonly: true });
  cleanUp.push(() => {
    witness.close();
  });
  const find = witness.prepare<[DoorId, ScanId]>('SELECT 1 FROM scans WHERE door = ? AND id = ?');
  return {
    store,
    isCommitted: (door, id) => find.get(door, id) !== undefined,
    openAnother: () => open(file),
    async restart() {
      await store.close();
      return open(file);
    },
  };
}

for (const { name, run } of admissionStoreContract(makeStore)) test(`contract: ${name}`, run);

async function failedChecks(unsafe: typeof hastyStore): Promise<string[]> {
  const failed: string[] = [];
  const make = (): Promise<StoreUnderTest> => {
    const store = unsafe(newFolder().file);
    cleanUp.push(() => {
      store.close();
    });
    return Promise.resolve(store);
  };
  for (const { name, run } of admissionStoreContract(make)) {
    await run().catch(() => failed.push(name));
  }
  return failed;
}

test('positive control: the contract catches a store that tells before it has written', async () => {
  const failed = await failedChecks(hastyStore);
  expect(failed).toContain('a verdict never precedes its commit');
  expect(failed).not.toContain('one ticket at forty doors at once is admitted once');
});

test('positive control: the contract catches a store without the guard', async () => {
  const failed = await failedChecks(racingStore);
  expect(failed).not.toContain('a verdict never precedes its commit');
  expect(failed).toContain('one ticket at forty doors at once is admitted once');
  expect(failed).toContain('two validators that share the store admit a ticket once');
});

test('each commit waits for the disk: a write-ahead log, synchronised in full', async () => {
  const store = await open(newFolder().file);
  expect(await store.durability()).toMatchObject({ journalMode: 'wal', synchronous: 2 });
});

test('the log has every scan: who, when, what, why, and how long it took', async () => {
  const { file } = newFolder();
  const store = await open(file);
  const words = 'Forged or damaged';
  const scan = scanOf({ staff: 'Kim', ruling: { kind: 'refuse', reason: 'bad-signature', words, seen: {} } });
  await store.decide(scan);
  await store.decide(scanOf());
  const db = new SQLite(file, { readonly: true });
  const rows = db
    .prepare('SELECT id, ticket, door, staff, at, decision, reason, latency_ms AS ms FROM scans')
    .all();
  db.close();
  expect(rows).toEqual([
    expect.objectContaining({
      ...{ id: scan.id, ticket: null, door: 'north-1', staff: 'Kim', at: scan.now },
    }),
    expect.objectContaining({ decision: 'admit', reason: null, staff: null }),
  ]);
  expect(rows[0]).toMatchObject({ decision: 'refuse', reason: 'bad-signature' });
  expect(rows[0]).toHaveProperty('ms', expect.any(Number));
});

test('a damaged file is refused by name at the start', async () => {
  const { file } = newFolder();
  const store = await open(file);
  await Promise.all(Array.from({ length: 300 }, () => store.decide(scanOf())));
  await store.close();
  const db = new SQLite(file);
  const bytes = db.serialize();
  db.close();
  // The header stays whole; the trees behind it do not.
  bytes.fill(0x5a, 8 * 4096, 40 * 4096);
  writeFileSync(file, bytes);
  await expect(openSqliteStore(file)).rejects.toMatchObject({ code: 'store-damaged' });
});

test.each([
  ['what is no database', 'store-damaged', (file: string) => file],
  ['a place where no file can be', 'store-unreadable', (file: string) => `${file}/below/a-file.sqlite`],
])('%s is refused as %s', async (_name, code, place) => {
  const { file } = newFolder();
  writeFileSync(file, 'this is a letter to my aunt, and no database at all'.repeat(100));
  await expect(openSqliteStore(place(file))).rejects.toMatchObject({ code });
});

test('a store that was closed keeps nothing, and says so', async () => {
  const store = await open(newFolder().file);
  await store.close();
  await expect(store.decide(scanOf())).rejects.toMatchObject({ code: 'store-failed' });
});

test('scans that were asked before the store closes are written down', async () => {
  const { file } = newFolder();
  const store = await open(file);
  const asked = Array.from({ length: 100 }, () => store.decide(scanOf()));
  await store.close();
  expect(await Promise.all(asked)).toHaveLength(100);
});

test('while the disk is stuck the rest goes on; what arrived meanwhile is one commit, and no verdict precedes it', async () => {
  const { file } = newFolder();
  const store = await open(file);
  const { commits } = await store.durability();
  const stuck = new SQLite(file);
  cleanUp.push(() => {
    stuck.close();
  });
  stuck.exec('BEGIN IMMEDIATE');
  let told = 0;
  const asked: Promise<unknown>[] = [];
  // Were the writing done on this thread, none of these rounds would come around.
  for (let round = 0; round < 20; round += 1) {
    asked.push(store.decide(scanOf()).then(() => (told += 1)));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(told).toBe(0);
  stuck.exec('COMMIT');
  await Promise.all(asked);
  expect(told).toBe(20);
  const after = await store.durability();
  // The one that was stuck, and perhaps one more before it; then all the others at once.
  expect(after.commits - commits - 1).toBeLessThanOrEqual(3);
});
