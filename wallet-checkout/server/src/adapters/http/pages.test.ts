import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from './testing/http-fixture.ts';

const files = {
  'checkout/index.html': '<p>events',
  'checkout/event.html': '<p>event',
  'checkout/order.html': '<p>order',
  'checkout/ticket.html': '<p>ticket',
  'checkout/live.html': '<p>live',
  'checkout/money.html': '<p>money',
  'checkout/log-in.html': '<p>log in',
  'checkout/sw.js': 'worker',
  'checkout/.fingerprint': 'private',
  'checkout/assets/main-1a2b.js': 'code',
  'door/index.html': '<p>door',
  'door/sw.js': 'door worker',
  'door/assets/reader.wasm': 'wasm',
  'secret.txt': 'private',
};

function buildPages(): { checkout: string; door: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-pages-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { checkout: join(folder, 'checkout'), door: join(folder, 'door') };
}

const html = { accept: 'text/html' };

test.each([
  ['/', '<p>events', 'no-cache'],
  ['/events/gala', '<p>event', 'no-cache'],
  ['/order', '<p>order', 'no-cache'],
  ['/ticket', '<p>ticket', 'no-cache'],
  ['/live', '<p>live', 'no-cache'],
  ['/money', '<p>money', 'no-cache'],
  ['/log-in', '<p>log in', 'no-cache'],
  ['/sw.js', 'worker', 'no-cache'],
  ['/assets/main-1a2b.js', 'code', 'public, max-age=31536000, immutable'],
  ['/door/', '<p>door', 'no-cache'],
  ['/door/sw.js', 'door worker', 'no-cache'],
  ['/door/assets/reader.wasm', 'wasm', 'public, max-age=31536000, immutable'],
])('%s is served, to be kept as long as it may be', async (url, body, cacheControl) => {
  const { app } = await startApp({ pages: buildPages() });
  const answer = await app.inject({ url, headers: html });
  expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([
    200,
    body,
    cacheControl,
  ]);
  expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
});

test('a venue’s whole queue behind one address gets its pages, however often it asks', async () => {
  const { app } = await startApp({ pages: buildPages(), limits: { allPerMinute: 1 } });
  for (const url of ['/order', '/assets/main-1a2b.js', '/door/', '/door/assets/reader.wasm', '/order'])
    expect((await app.inject({ url })).statusCode, url).toBe(200);
});

test('the door page is at home below a slash, so that its service worker covers it', async () => {
  const { app } = await startApp({ pages: buildPages() });
  const answer = await app.inject({ url: '/door' });
  expect([answer.statusCode, answer.headers['location']]).toEqual([302, '/door/']);
});

test.each([
  ['/nothing', 404],
  ['/assets/none.js', 404],
  ['/.fingerprint', 404],
  ['/door/.fingerprint', 404],
  ['/events/none', 404],
  ['/../secret.txt', 404],
  ['/%2e%2e/secret.txt', 404],
  ['/..%2fsecret.txt', 404],
  ['/door/..%2f..%2fsecret.txt', 404],
  ['/%00', 404],
  ['/%', 404],
])('%s is a plain page with words, and gives nothing away', async (url, status) => {
  const { app } = await startApp({ pages: buildPages() });
  const answer = await app.inject({ url, headers: html });
  expect([url, answer.statusCode]).toEqual([url, status]);
  expect(answer.headers['content-type']).toContain('text/html');
  expect(answer.body).toContain('All events');
  expect(answer.body).not.toMatch(/private|ENOENT|node_modules|tmp/);
});

test('for a program, the same is JSON; below /api it always is', async () => {
  const { app } = await startApp({ pages: buildPages() });
  const error = {
    error: { code: 'not-found', message: 'There is nothing at this address. Check how it is written.' },
  };
  expect((await app.inject({ url: '/nothing' })).json()).toEqual(error);
  expect((await app.inject({ url: '/api/nothing', headers: html })).json()).toEqual(error);
});

test('without a build, the page says how to make one', async () => {
  const { app } = await startApp({ pages: { checkout: '/nowhere/checkout', door: '/nowhere/door' } });
  for (const url of ['/', '/order', '/events/gala', '/door/']) {
    const answer = await app.inject({ url, headers: html });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('npm run build:pages');
  }
  expect((await app.inject({ url: '/plain.css' })).headers['content-type']).toContain('text/css');
});
