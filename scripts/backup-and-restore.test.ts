import { copyFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADDRESS_LIST_TYPE } from '@tanglegate/core/address-list';
import { systemClock } from '@tanglegate/core/clock';
import { placedOrderSchema } from '@tanglegate/core/http/orders';
import { composeDevnet } from '@tanglegate/devnet/compose';
import { makePayer } from '@tanglegate/devnet/testing/pay';
import { signDocument } from '@tanglegate/did/signed-document';
import { openSigningKey } from '@tanglegate/did/signing-key';
import { exportMoneyFrom, importAddressFile } from '@tanglegate/wallet-checkout/offline-money';
import { readCheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { startCheckout } from '@tanglegate/wallet-checkout/testing/start-checkout';
import { gala, standing, testEvent } from '@tanglegate/wallet-checkout/testing/test-event';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readArchive } from './data-archive.ts';
import { runScript, scriptFolder } from './testing/run-script.ts';
import { walletKeys } from './wallet/wallet-keys.ts';

const keys = walletKeys('legal winner thank year wave sausage worth useful legal winner thank yellow');
const newOrder = {
  event: gala,
  tier: standing,
  quantity: 1,
  buyer: { name: 'Ada', phone: '+41 79 123 45 67' },
};
const POOL = 60;
const MARGIN = 5;

/** A development ledger, and a checkout that sells from an imported pool. */
async function installation() {
  const folder = scriptFolder();
  const data = join(folder, 'data');
  const devnet = await composeDevnet({ dataFolder: join(folder, 'devnet'), checkpointIntervalMs: 50 });
  onTestFinished(() => devnet.close());
  const payer = await makePayer(devnet);
  const list = join(folder, 'list.json');
  const addresses = Array.from({ length: POOL }, (_, index) => ({ index, address: keys.address(index) }));
  const payload = { version: 1, madeAt: systemClock.now(), addresses };
  writeFileSync(list, JSON.stringify(await signDocument(ADDRESS_LIST_TYPE, payload, keys.listSigner)));
  const settings = (nodeUrl = devnet.rpcUrl) =>
    readCheckoutSettings({
      ...{ TANGLEGATE_DATA: data, TANGLEGATE_PORT: '0', TANGLEGATE_NODE_URL: nodeUrl },
      ...{ TANGLEGATE_POLL_MS: '50', TANGLEGATE_DEV_POOL: '0', TANGLEGATE_ORDER_LIMIT: '1000' },
    });
  await importAddressFile(list, settings());
  const start = async (nodeUrl?: string) => {
    const { key } = openSigningKey(join(data, 'signing-key.pem'));
    const checkout = await startCheckout(settings(nodeUrl), { signer: key });
    return { checkout, ...buying(checkout) };
  };
  const pay = (index: number): Promise<string> =>
    payer.pay([{ address: `0x${keys.address(index)}`, amount: 2_000_000_000n }]);
  return { folder, data, settings, start, pay };
}

type Checkout = Awaited<ReturnType<typeof startCheckout>>;

function buying({ app }: Pick<Checkout, 'app'>) {
  const tryBuying = async () => app.inject({ method: 'POST', url: '/api/orders', payload: newOrder });
  /** The index of the address that the order got. */
  const buy = async (): Promise<number> => {
    const answer = await tryBuying();
    expect(answer.statusCode, answer.body).toBe(201);
    const { address } = placedOrderSchema.parse(answer.json()).order;
    return Array.from({ length: POOL }, (_, i) => i).findIndex((i) => `0x${keys.address(i)}` === address);
  };
  const buyEach = async (count: number): Promise<number[]> => {
    const indices: number[] = [];
    for (let i = 0; i < count; i++) indices.push(await buy());
    return indices;
  };
  const untilSelling = () =>
    vi.waitFor(async () => {
      expect((await tryBuying()).statusCode).toBe(201);
    }, 15_000);
  return { tryBuying, buy, buyEach, untilSelling };
}

/** Sells, backs up, sells on with payments, and loses everything. */
async function lostInstallation() {
  const world = await installation();
  const { folder, data, start, pay } = world;
  const first = await start();
  await first.checkout.importEvent(testEvent());
  await first.untilSelling();
  await first.buyEach(2);
  const backup = join(folder, 'backup');
  const backedUp = await runScript(['backup-data.ts', '--data', data, '--out', backup, '--json']);
  expect([backedUp.code, backedUp.err]).toEqual([0, '']);
  const after = await first.buyEach(9);
  expect(after).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  await pay(4);
  await pay(11);
  await first.checkout.close();
  rmSync(data, { recursive: true });
  return { ...world, backup, backedUp, after };
}

test('backup, sell more, lose everything, restore, catch up, sell: no address twice, and no money lost', async () => {
  const { data, backup, backedUp, start, settings } = await lostInstallation();
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  const { files } = JSON.parse(backedUp.out) as { files: string[] };
  expect(files).toEqual(['checkout.sqlite', 'link-key', 'signing-key.pem']);

  const restored = await runScript([
    'restore-data.ts',
    backup,
    '--data',
    data,
    '--margin',
    String(MARGIN),
    '--json',
  ]);
  expect(restored.err).toBe('');
  expect(JSON.parse(restored.out)).toEqual({ files: 3, kept: [], skipped: MARGIN, left: POOL - 3 - MARGIN });

  const blind = await start('http://127.0.0.1:1');
  const refused = await blind.tryBuying();
  expect([refused.statusCode, refused.json()]).toMatchObject([
    503,
    { error: { code: 'payments-not-ready' } },
  ]);
  await blind.checkout.close();

  const again = await start();
  await again.untilSelling();
  expect(await again.buy()).toBe(11 + MARGIN + 2);
  await again.checkout.close();
  const { signed } = await exportMoneyFrom(settings());
  const money: unknown = JSON.parse(Buffer.from(signed.payload, 'base64url').toString());
  expect(money).toMatchObject({ addresses: [4, 11].map((index) => ({ index, expected: '2000000000' })) });
}, 90_000);

test('the control: a copy that is only put back hands the same addresses out again', async () => {
  const { data, backup, start, after } = await lostInstallation();
  mkdirSync(data);
  for (const { name, bytes } of readArchive(backup)) writeFileSync(join(data, name), bytes);
  const again = await start();
  await again.untilSelling();
  expect(after).toContain(await again.buy());
}, 90_000);

test('nothing is restored under a running server, from a damaged file, or over anything without being told to', async () => {
  const { folder, data, start } = await installation();
  const running = await start();
  await running.checkout.importEvent(testEvent());
  const backup = join(folder, 'backup');
  await runScript(['backup-data.ts', '--data', data, '--out', backup]);
  const restore = (...more: string[]) => runScript(['restore-data.ts', backup, '--data', data, ...more]);
  expect(await restore('--yes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Stop Tanglegate first') as string,
  });
  await running.checkout.close();
  expect(await restore()).toMatchObject({ code: 1, err: expect.stringContaining('Say --yes') as string });
  const again = await runScript(['backup-data.ts', '--data', data, '--out', backup]);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('Say --yes') as string });

  expect((await restore('--yes')).out).toContain('What was there before is in');
  expect(existsSync(join(data, 'checkout.sqlite'))).toBe(true);

  copyFileSync(backup, join(folder, 'whole'));
  // One byte of the largest file in it, which SQLite itself has no reason to doubt.
  const archive = new Database(backup);
  const row = archive
    .prepare<[], { data: Buffer }>("select data from sqlar where name = 'checkout.sqlite'")
    .get();
  const bytes = Buffer.from(row?.data ?? []);
  bytes[100] = ~(bytes[100] ?? 0) & 0xff;
  archive.prepare("update sqlar set data = ? where name = 'checkout.sqlite'").run(bytes);
  archive.close();
  expect(await restore('--yes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be restored') as string,
  });
  writeFileSync(backup, 'nothing');
  expect(await restore('--yes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be restored') as string,
  });
}, 90_000);
