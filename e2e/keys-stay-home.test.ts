import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { orderViewSchema, type PlacedOrder } from '@tanglegate/core/http/orders';
import { unitsFromText } from '@tanglegate/core/money';
import { makePayer } from '@tanglegate/devnet/testing/pay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkoutClient, paidTier } from './checkout-client.ts';
import { filesBelow, findSecrets, processesWith, secretsOf, type Place } from './find-secrets.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';
import { waitFor } from './wait-for.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The organiser's own: BIP-39's test vector of 0x77…77. */
const mnemonic =
  'jar oxygen ritual zebra quantum ribbon canvas hobby pumpkin mistake invest crop umbrella olive salt fiber idle tunnel';
const POOL = 40;
const deposits = Array.from({ length: POOL }, (_, i) => `m/44'/4218'/0'/0'/${i}'`);
const secrets = secretsOf(mnemonic, [...deposits, "m/44'/4218'/1'/0'/0'", "m/44'/4218'/4218'/0'/0'"]);
const home = `0x${'ab'.repeat(32)}`;

/** Where the mnemonic is; what a server keeps. Two machines, in truth. */
let [ownMachine, dataFolder] = ['', ''];
let tanglegate: Tanglegate;
/** Everything that HTTP has answered. */
const answers: Place[] = [];

const own = (name: string): string => join(ownMachine, name);

async function command(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', ...args], {
    cwd: root,
    env: { ...process.env, TANGLEGATE_DATA: dataFolder },
  });
  return stdout;
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(tanglegate.url + path, init);
  const text = await response.clone().text();
  answers.push({ name: path, bytes: Buffer.from(text) });
  // Documents are signed in base64url: what they say counts too.
  for (const [part] of text.matchAll(/[A-Za-z0-9_-]{40,}/g))
    answers.push({ name: `${path}, decoded`, bytes: Buffer.from(part, 'base64url') });
  expect(response.ok, `${path}: ${text}`).toBe(true);
  return response;
}

beforeAll(async () => {
  ownMachine = mkdtempSync(join(tmpdir(), 'tg-own-'));
  dataFolder = mkdtempSync(join(tmpdir(), 'tg-server-'));
  writeFileSync(own('words.txt'), mnemonic);
  const words = ['--mnemonic-file', own('words.txt')];
  await command('derive-addresses', '--', ...words, '--count', String(POOL), '--out', own('addresses.json'));
  await command('import-addresses', '--', own('addresses.json'));
  tanglegate = await launchTanglegate({
    TANGLEGATE_DATA: dataFolder,
    TANGLEGATE_DEV_POOL: '0',
    TANGLEGATE_LOG_LEVEL: 'debug',
  });
}, 120_000);

afterAll(async () => {
  await tanglegate.remove();
  for (const folder of [ownMachine, dataFolder]) rmSync(folder, { recursive: true, force: true });
});

/** Pays twice what is due: a ticket, and as much owed back. */
async function buyTwicePaid(): Promise<PlacedOrder> {
  const checkout = checkoutClient(tanglegate.url);
  const event = await checkout.event();
  const placed = await checkout.place(event, paidTier(event).id);
  if (placed.order.state !== 'open') throw new Error('the order should be open');
  const payer = await makePayer({ rpcUrl: tanglegate.nodeUrl, faucetUrl: tanglegate.nodeUrl });
  const { address, due } = placed.order;
  for (let i = 0; i < 2; i++) await payer.pay([{ address, amount: unitsFromText(due) }]);
  await checkout.paid(placed);
  return placed;
}

async function orderOf({ order, secret }: PlacedOrder) {
  const response = await ask(`/api/orders/${order.id}`, { headers: { authorization: `Bearer ${secret}` } });
  return orderViewSchema.parse(await response.json());
}

test('a ticket is sold, money is paid back and the rest is swept, and the server never held a key that could spend', async () => {
  const placed = await buyTwicePaid();
  const { secret, order } = placed;
  await ask(`/api/orders/${order.id}/refund-address`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ address: home }),
  });
  await waitFor('the refund', async () => ((await orderOf(placed)).refunds.length > 0 ? true : undefined));
  await command('export-money', '--', '--out', own('money.json'));
  const offServer = ['--export', own('money.json'), '--node', tanglegate.nodeUrl, '--yes'];
  const words = ['--mnemonic-file', own('words.txt')];
  await command('refund', '--', ...offServer, ...words);
  await command('sweep', '--', ...offServer, ...words, '--to', 'purse');
  await command('record-sent', '--', own('sent.json'));
  await waitFor('the refund to be seen', async () => {
    const [refund] = (await orderOf(placed)).refunds;
    return refund?.state === 'seen' && refund.to === home ? true : undefined;
  });
  await readAsOrganiser();

  const processes = processesWith(`TANGLEGATE_DATA=${dataFolder}`);
  const log = { name: 'what it printed', bytes: Buffer.from(tanglegate.output()) };
  const files = filesBelow(dataFolder);
  expect(processes.length).toBeGreaterThan(0);
  expect(files.map(({ name }) => name)).toContain(join(dataFolder, 'checkout.sqlite'));
  expect(findSecrets(secrets, [...processes, ...files, ...answers, log])).toEqual([]);
});

/** Whatever an organiser may read over HTTP, the signed export and the API's own description among it. */
async function readAsOrganiser(): Promise<void> {
  const [, user, password] = await tanglegate.printed(/log in as (\S+) with (\S+)/);
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ user, password });
  const session = await ask('/api/session', { method: 'POST', headers: json, body });
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const pages = [
    '/api/live',
    '/api/live/money/export',
    '/api/money',
    '/api/network',
    '/api/doors',
    '/api/openapi.json',
  ];
  for (const path of [...pages, '/readyz']) await ask(path, { headers: { cookie } });
}

test('the control: what searches for secrets finds one in a file, in an environment and in an answer', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], {
    env: { TANGLEGATE_DATA: own('control'), WORDS: mnemonic },
  });
  try {
    await waitFor('the process', () =>
      Promise.resolve(processesWith(`TANGLEGATE_DATA=${own('control')}`)[0]),
    );
    const found = findSecrets(secrets, processesWith(`TANGLEGATE_DATA=${own('control')}`));
    expect(found.some((one) => /^the mnemonic in environment of [0-9]+$/.test(one))).toBe(true);
  } finally {
    child.kill();
  }
  const key = secrets.find(({ name }) => name === `key m/44'/4218'/0'/0'/7' as hex`);
  const places = [
    ...filesBelow(ownMachine),
    { name: 'an answer', bytes: Buffer.from(`{"key":"${String(key?.bytes)}"}`) },
  ];
  const found = findSecrets(secrets, places);
  expect(found).toContain(`the mnemonic in ${own('words.txt')}`);
  expect(found).toContain("key m/44'/4218'/0'/0'/7' as hex in an answer");
});
