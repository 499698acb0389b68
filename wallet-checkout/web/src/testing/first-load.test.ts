import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstLoad } from './first-load.ts';

const BUDGET_BYTES = 60_000;
let dist = '';

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'tanglegate-pages-'));
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'error', build: { outDir: dist } });
}, 120_000);

afterAll(async () => {
  await rm(dist, { recursive: true, force: true });
});

test.each([
  'index.html',
  'event.html',
  'order.html',
  'ticket.html',
  'log-in.html',
  'live.html',
  'money.html',
])('%s needs at most 60 KB of gzipped JavaScript to start', (page) => {
  const files = firstLoad(dist, page);
  expect(files.length).toBeGreaterThan(1);
  const sum = files.reduce((bytes, { gzipBytes }) => bytes + gzipBytes, 0);
  expect(sum, JSON.stringify(files, undefined, 2)).toBeLessThanOrEqual(BUDGET_BYTES);
});

test('the wallet’s code is built, but in no first load', () => {
  const all = readdirSync(join(dist, 'assets')).map((name) => `assets/${name}`);
  const first = new Set(
    ['event.html', 'order.html'].flatMap((page) => firstLoad(dist, page)).map(({ file }) => file),
  );
  const withWallet = all.filter((file) =>
    readFileSync(join(dist, file), 'utf8').includes('signAndExecuteTransaction'),
  );
  expect(withWallet.length).toBeGreaterThan(0);
  expect(withWallet.filter((file) => first.has(file))).toEqual([]);
});
