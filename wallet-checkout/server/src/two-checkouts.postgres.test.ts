import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporarySigningKey } from '@tanglegate/did/signing-key';
import { expect, test, vi } from 'vitest';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Backbone } from './compose-backbone.ts';
import {
  startBackbone,
  startDevnet,
  temporaryFolder,
  testSettings,
  untilSelling,
} from './testing/start-backbone.ts';
import { asAdministrator, databaseAt } from './testing/test-database.ts';
import { gala, standing, testEvent } from './testing/test-event.ts';
import { buyer } from './testing/test-parts.ts';

const soon = { timeout: 15_000, interval: 20 };
const wanted = { event: gala, tier: standing, quantity: 2, buyer };

const partOf = async (backbone: Backbone, name: string) =>
  (await backbone.health.report()).parts.find((part) => part.name === name);
const ledgerWords = async (backbone: Backbone) => (await partOf(backbone, 'ledger'))?.words ?? '';
const follows = async (backbone: Backbone) => (await ledgerWords(backbone)).startsWith('Following.');
const standsBy = async (backbone: Backbone) =>
  (await ledgerWords(backbone)).startsWith('Another checkout follows it.');

/** Two checkouts with a data folder each, the same keys, one database and one ledger. */
async function startTwo() {
  const devnet = await startDevnet();
  const folder = temporaryFolder();
  const { database } = await databaseAt(folder);
  if (database === undefined) throw new Error('there is no PostgreSQL here');
  const signer = temporarySigningKey();
  const settings = { ...testSettings({ database }, devnet.rpcUrl), dataFolder: folder };
  const one = await startBackbone(settings, { signer });
  await one.importEvent(testEvent());
  await vi.waitFor(async () => {
    expect(await follows(one)).toBe(true);
  }, soon);
  const otherFolder = temporaryFolder();
  copyFileSync(join(folder, 'link-key'), join(otherFolder, 'link-key'));
  const startOther = () => startBackbone({ ...settings, dataFolder: otherFolder }, { signer });
  const other = await startOther();
  await vi.waitFor(async () => {
    expect(await standsBy(other)).toBe(true);
  }, soon);
  await untilSelling(other);
  return { devnet, database, settings, one, other, payer: await devnet.payer() };
}

async function placeAt(backbone: Backbone): Promise<Extract<OrderView, { state: 'open' }>> {
  const { order } = await backbone.orders.place(wanted);
  if (order.state !== 'open') throw new Error(`the order is ${order.state}`);
  return order;
}

const toPay = ({ address, due }: { address: string; due: string }) => ({ address, amount: BigInt(due) });

const untilPaid = (backbone: Backbone, { id }: { id: OrderView['id'] }) =>
  vi.waitFor(async () => {
    const order = await backbone.orders.show(id);
    if (order.state !== 'paid') throw new Error(`the order is ${order.state}`);
    expect(order.tickets).toHaveLength(2);
  }, soon);

async function ticketCount({ db }: Backbone): Promise<number> {
  const count = db.selectFrom('tickets').select((eb) => eb.fn.countAll<number>().as('count'));
  return (await count.executeTakeFirstOrThrow()).count;
}

test('both sell, one follows, and a page that is open at the other hears of the payment', async () => {
  const { one, other, payer } = await startTwo();
  const [atOne, atOther] = [await placeAt(one), await placeAt(other)];
  let heard = 0;
  other.orders.onChange(atOther.id, () => heard++);
  await payer.pay([toPay(atOne), toPay(atOther)]);
  await untilPaid(one, atOne);
  await untilPaid(other, atOther);
  await vi.waitFor(() => {
    expect(heard).toBeGreaterThan(0);
  }, soon);
  const [link] = await other.orders
    .show(atOne.id)
    .then((order) => (order.state === 'paid' ? order.tickets : []));
  if (link === undefined) throw new Error('there is no ticket');
  expect(await one.tickets.opens(link.id, link.secret)).toBe(true);
  expect(await ticketCount(one)).toBe(4);
  expect([await follows(one), await standsBy(other)]).toEqual([true, true]);
}, 60_000);

test('the follower stops: the other goes on where it was, and nothing is issued twice', async () => {
  const { one, other, payer } = await startTwo();
  const [atOne, atOther] = [await placeAt(one), await placeAt(other)];
  await payer.pay([toPay(atOne)]);
  await one.stop();
  await payer.pay([toPay(atOther)]);
  await untilPaid(other, atOne);
  await untilPaid(other, atOther);
  expect(await follows(other)).toBe(true);
  expect(await ticketCount(other)).toBe(4);
}, 60_000);

test('the follower loses its lock alone: the other takes over, and it stands by itself', async () => {
  const { one, other, payer, database } = await startTwo();
  const name = new URL(database.url).pathname.slice(1);
  const placed = await placeAt(one);
  const { rowCount } = await asAdministrator((client) =>
    client.query(
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and l.granted and d.datname = $1`,
      [name],
    ),
  );
  expect(rowCount).toBe(1);
  await payer.pay([toPay(placed)]);
  await untilPaid(one, placed);
  await vi.waitFor(async () => {
    const [isOne, isOther] = [await follows(one), await follows(other)];
    expect([isOne, isOther].filter(Boolean)).toHaveLength(1);
    expect([await standsBy(one), await standsBy(other)]).toEqual([!isOne, !isOther]);
  }, soon);
  expect(await ticketCount(one)).toBe(2);
}, 60_000);

test('every connection is cut: requests are refused by name, one of them follows again, and nothing is lost', async () => {
  const { one, other, payer, database } = await startTwo();
  const name = new URL(database.url).pathname.slice(1);
  const [atOne, atOther] = [await placeAt(one), await placeAt(other)];
  await asAdministrator(async (client) => {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  });
  await expect(one.orders.place(wanted)).rejects.toMatchObject({ code: 'database-unreachable' });
  await vi.waitFor(async () => {
    expect(await follows(one)).toBe(false);
  }, soon);
  expect(await partOf(one, 'database')).toMatchObject({ ok: false });
  await payer.pay([toPay(atOne), toPay(atOther)]);
  await asAdministrator((client) => client.query(`alter database ${name} allow_connections true`));
  await untilPaid(one, atOne);
  await untilPaid(other, atOther);
  expect([await follows(one), await follows(other)].filter(Boolean)).toHaveLength(1);
  expect(await ticketCount(one)).toBe(4);
}, 60_000);

test('a checkout with another link-key does not start: its tickets would not open at the other', async () => {
  const { settings } = await startTwo();
  await expect(startBackbone({ ...settings, dataFolder: temporaryFolder() })).rejects.toMatchObject({
    code: 'link-key-foreign',
  });
}, 60_000);
