import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { addressHex } from '../../domain/address.ts';
import { temporaryFolder } from '../../testing/start-backbone.ts';
import { databaseAt } from '../../testing/test-database.ts';
import { organiser, testParts } from '../../testing/test-parts.ts';

const handOutProcess = fileURLToPath(new URL('../../testing/hand-out-process.ts', import.meta.url));
const ADDRESSES = 600;

interface Taker {
  readonly child: ChildProcess;
  /** In the order in which it got them. */
  readonly taken: string[];
}

async function startTaker(folder: string, how: 'guarded' | 'unguarded'): Promise<Taker> {
  const { database } = await databaseAt(folder);
  const place = database === undefined ? [folder, how] : [folder, how, database.url];
  const child = spawn(process.execPath, ['--import', 'tsx', handOutProcess, ...place], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const taken: string[] = [];
  await new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'ready') resolve(line);
      else taken.push(line);
    });
  });
  return { child, taken };
}

/** Two processes on one database, which start to take at the same moment. */
async function takeFromTwo(folder: string, how: 'guarded' | 'unguarded'): Promise<Taker[]> {
  const takers = [await startTaker(folder, how), await startTaker(folder, how)];
  const ends = takers.map(({ child }) => once(child, 'close'));
  for (const { child } of takers) child.stdin?.write('go\n');
  await Promise.all(ends);
  return takers;
}

async function folderWithPool(): Promise<string> {
  const folder = temporaryFolder();
  const { pool } = await testParts({ folder, addresses: 0 });
  const address = (index: number) => addressHex(index.toString(16).padStart(64, '0'));
  const all = Array.from({ length: ADDRESSES }, (_, index) => ({
    organiser,
    index,
    address: address(index),
  }));
  await pool.add(all, millis(1));
  return folder;
}

const isInOrder = (taken: readonly string[]): boolean =>
  taken.every((one, i) => i === 0 || one > (taken[i - 1] ?? ''));

test('two processes hand out every address once, each of them in order as far as one waits for the other', async () => {
  const takers = await takeFromTwo(await folderWithPool(), 'guarded');
  const all = takers.flatMap(({ taken }) => taken);
  expect([all.length, new Set(all).size]).toEqual([ADDRESSES, ADDRESSES]);
  // PostgreSQL passes over an address that another order is just taking.
  const isOneByOne = inject('postgres') === undefined;
  expect(takers.every(({ taken }) => isInOrder(taken) || !isOneByOne)).toBe(true);
}, 60_000);

test('the control: without the guard some are handed out twice', async () => {
  const all = (await takeFromTwo(await folderWithPool(), 'unguarded')).flatMap(({ taken }) => taken);
  expect(new Set(all).size).toBeLessThan(all.length);
}, 60_000);

test('killed while it hands out: whoever goes on gives none of its addresses away again', async () => {
  const folder = await folderWithPool();
  const killed = await startTaker(folder, 'guarded');
  killed.child.stdin?.write('go\n');
  await expect.poll(() => killed.taken.length, { timeout: 20_000 }).toBeGreaterThan(20);
  const ended = once(killed.child, 'close');
  killed.child.kill('SIGKILL');
  await ended;
  const next = await startTaker(folder, 'guarded');
  const closed = once(next.child, 'close');
  next.child.stdin?.write('go\n');
  await closed;
  const all = [...killed.taken, ...next.taken];
  expect(new Set(all).size).toBe(all.length);
  expect(next.taken.length).toBeGreaterThan(0);
}, 60_000);
