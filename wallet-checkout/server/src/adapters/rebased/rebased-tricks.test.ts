import { join } from 'node:path';
import { IotaClient } from '@iota/iota-sdk/client';
import { requestIotaFromFaucetV0 } from '@iota/iota-sdk/faucet';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction } from '@iota/iota-sdk/transactions';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { Devnet } from '@tanglegate/devnet/compose';
import { expect, test, vi } from 'vitest';
import type { Backbone } from '../../compose-backbone.ts';
import { auditMoney } from '../../compose-offline.ts';
import { openSqlite } from '../database/open-sqlite.ts';
import { startBackbone, startDevnet, testSettings, untilSelling } from '../../testing/start-backbone.ts';
import { gala, standing, testEvent } from '../../testing/test-event.ts';
import { buyer } from '../../testing/test-parts.ts';

// "Count a Rebased deposit only if" (LEDGER.md), line by line: each trick signed by the SDK, executed by the development ledger, and
// read by the real follower. The devnet's payment-tricks.test.ts holds what it answers against the OpenRPC document.

const PRICE = 2_000_000_000n;
const IOTA = '0x2::iota::IOTA';
const soon = { timeout: 15_000, interval: 20 };

/** A wallet of the SDK, which signs what it is told. */
async function wallet({ rpcUrl, faucetUrl }: Devnet) {
  const client = new IotaClient({ url: rpcUrl });
  const signer = new Ed25519Keypair();
  await requestIotaFromFaucetV0({ host: faucetUrl, recipient: signer.toIotaAddress() });
  const sign = async (fill: (transaction: Transaction) => void, key = signer) => {
    const transaction = new Transaction();
    transaction.setSender(key.toIotaAddress());
    fill(transaction);
    return key.signTransaction(await transaction.build({ client }));
  };
  const send = async ({ bytes, signature }: Awaited<ReturnType<typeof sign>>) => {
    const transaction = { transactionBlock: bytes, signature, options: { showEffects: true } };
    const { digest, effects } = await client.executeTransactionBlock(transaction);
    // A node's reads may be behind its answers: the next transaction would name a coin's old version.
    await client.waitForTransaction({ digest });
    return { digest, effects };
  };
  const pay = async (...outputs: readonly (readonly [address: string, amount: bigint])[]) =>
    send(
      await sign((transaction) => {
        for (const [address, amount] of outputs) {
          const coin = transaction.splitCoins(transaction.gas, [amount]);
          transaction.transferObjects([coin], address);
        }
      }),
    );
  return { client, sign, send, pay };
}

async function placeOpen(backbone: Backbone) {
  const { order } = await backbone.orders.place({ event: gala, tier: standing, quantity: 1, buyer });
  if (order.state !== 'open') throw new Error('not open');
  return order;
}

/** A checkout that follows the development ledger, and two open orders: one for the trick, one that tells how far was read. */
async function world() {
  const devnet = await startDevnet();
  const settings = testSettings({}, devnet.rpcUrl);
  const backbone = await startBackbone(settings);
  await backbone.importEvent(testEvent());
  await untilSelling(backbone);
  const [order, mark] = [await placeOpen(backbone), await placeOpen(backbone)];
  const payer = await wallet(devnet);
  const received = async ({ id }: Pick<OrderView, 'id'>) => (await backbone.orders.show(id)).received;
  /** Once everything before this has been read: the order, and every row that says why something does not count. */
  const afterwards = async () => {
    const before = BigInt(await received(mark));
    await payer.pay([mark.address, 1n]);
    await vi.waitFor(async () => {
      expect(await received(mark)).toBe((before + 1n).toString());
      // Written down together, and applied order by order.
      const unapplied = backbone.db.selectFrom('deposits').selectAll().where('applied_at', 'is', null);
      expect(await unapplied.execute()).toEqual([]);
    }, soon);
    const { state, deposits, refused, refunds } = await backbone.orders.show(order.id);
    const kept = await backbone.db.selectFrom('refused_deposits').select(['reason', 'order_id']).execute();
    const { unaccounted, faults } = await auditMoney(settings);
    expect({ unaccounted, faults }).toEqual({ unaccounted: 0n, faults: [] });
    return {
      state,
      deposits: deposits.map(({ amount, transaction }) => [amount, transaction]),
      refused: refused.map(({ reason, amount }) => [reason, amount]),
      refunds: refunds.map(({ reason, amount }) => [reason, amount]),
      kept: kept.map(({ reason, order_id }) => [reason, order_id]),
    };
  };
  return { devnet, settings, backbone, order, mark, payer, afterwards };
}

const nothing = { state: 'open', deposits: [], refused: [], refunds: [], kept: [] };

test('the positive control: plain IOTA, exactly what is due, counts', async () => {
  const { order, payer, afterwards } = await world();
  const { digest } = await payer.pay([order.address, PRICE]);
  expect(await afterwards()).toEqual({ ...nothing, state: 'paid', deposits: [[PRICE.toString(), digest]] });
});

type Mint = Parameters<Devnet['ledger']['mintCoin']>[0];
test.each<[string, string | undefined, (address: string) => Mint]>([
  [
    'a look-alike coin called IOTA',
    'other-coin',
    (address) => ({ coinType: `0x${'c'.repeat(64)}::iota::IOTA`, amount: PRICE, owner: { address } }),
  ],
  [
    'IOTA’s own package, another module',
    'other-coin',
    (address) => ({ coinType: '0x2::iot::IOTA', amount: PRICE, owner: { address } }),
  ],
  [
    'IOTA owned by an object with our address as its id',
    'object-owned',
    (address) => ({ coinType: IOTA, amount: PRICE, owner: { object: address } }),
  ],
  [
    'IOTA wrapped in an object of our address’s',
    undefined,
    (address) => ({ coinType: IOTA, amount: PRICE, owner: { box: address } }),
  ],
  ['a shared coin', undefined, () => ({ coinType: IOTA, amount: PRICE, owner: { kind: 'shared' } })],
  [
    'a coin that nobody can move',
    undefined,
    () => ({ coinType: IOTA, amount: PRICE, owner: { kind: 'immutable' } }),
  ],
])('%s: not paid', async (_name, reason, mint) => {
  const { devnet, order, afterwards } = await world();
  await devnet.ledger.mintCoin(mint(order.address));
  const expected =
    reason === undefined
      ? nothing
      : { ...nothing, refused: [[reason, PRICE.toString()]], kept: [[reason, order.id]] };
  expect(await afterwards()).toEqual(expected);
});

test('a payment that failed is in the ledger all the same, and brings nothing', async () => {
  const { order, payer, afterwards } = await world();
  const signed = await payer.sign((transaction) => {
    transaction.setGasBudget(10_000_000n);
    const [paid, tooMuch] = transaction.splitCoins(transaction.gas, [PRICE, 10n ** 18n]);
    if (paid === undefined || tooMuch === undefined) throw new Error('two coins');
    transaction.transferObjects([paid, tooMuch], order.address);
  });
  const { effects } = await payer.send(signed);
  expect(effects?.status.status).toBe('failure');
  expect(await afterwards()).toEqual(nothing);
});

test('executed and in no checkpoint yet: nothing; in one: once', async () => {
  const { devnet, backbone, order, payer, afterwards } = await world();
  devnet.faults.pauseCheckpoints();
  const { digest, effects } = await payer.pay([order.address, PRICE]);
  expect(effects?.status.status).toBe('success');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await backbone.orders.show(order.id)).toMatchObject({ state: 'open', deposits: [] });
  devnet.faults.resumeCheckpoints();
  expect(await afterwards()).toMatchObject({ state: 'paid', deposits: [[PRICE.toString(), digest]] });
});

test('money that leaves the address again, for fees included, is no deposit and takes none away', async () => {
  const { settings, order, payer, afterwards } = await world();
  const { digest } = await payer.pay([order.address, PRICE]);
  const mnemonic = settings.demoPool?.mnemonic ?? '';
  const owner = Array.from({ length: 20 }, (_, i) =>
    Ed25519Keypair.deriveKeypair(mnemonic, `m/44'/4218'/0'/0'/${i}'`),
  ).find((key) => key.toIotaAddress() === order.address);
  if (owner === undefined) throw new Error('the address is of the pool');
  const signed = await payer.sign((transaction) => {
    transaction.transferObjects([transaction.gas], `0x${'ab'.repeat(32)}`);
  }, owner);
  const { effects } = await payer.send(signed);
  expect(effects?.status.status).toBe('success');
  expect(await payer.client.getBalance({ owner: order.address })).toMatchObject({ totalBalance: '0' });
  expect(await afterwards()).toEqual({ ...nothing, state: 'paid', deposits: [[PRICE.toString(), digest]] });
});

test('the same signed transaction sent twice is one payment, also for a follower that reads it twice', async () => {
  const { settings, backbone, order, payer, afterwards } = await world();
  const signed = await payer.sign((transaction) => {
    transaction.transferObjects([transaction.splitCoins(transaction.gas, [PRICE])], order.address);
  });
  const [first, second] = [await payer.send(signed), await payer.send(signed)];
  expect(second.digest).toBe(first.digest);
  const once = { ...nothing, state: 'paid', deposits: [[PRICE.toString(), first.digest]] };
  expect(await afterwards()).toEqual(once);

  await backbone.stop();
  const db = await openSqlite(join(settings.dataFolder, 'checkout.sqlite'));
  await db.updateTable('ledger_cursor').set({ position: 0 }).execute();
  await db.destroy();
  const again = await startBackbone(settings);
  await vi.waitFor(async () => {
    const [cursor] = await again.db.selectFrom('ledger_cursor').select('position').execute();
    expect(Number(cursor?.position)).toBeGreaterThan(0);
  }, soon);
  const { deposits, state } = await again.orders.show(order.id);
  expect([state, deposits.map(({ transaction }) => transaction)]).toEqual(['paid', [first.digest]]);
});

test('one transaction pays two orders: each gets its own', async () => {
  const { backbone, order, payer, afterwards } = await world();
  const other = await placeOpen(backbone);
  const { digest } = await payer.pay([order.address, PRICE], [other.address, PRICE]);
  expect(await afterwards()).toMatchObject({ state: 'paid', deposits: [[PRICE.toString(), digest]] });
  expect(await backbone.orders.show(other.id)).toMatchObject({
    state: 'paid',
    deposits: [{ amount: PRICE.toString(), transaction: digest }],
  });
});

test('two transactions pay one order, one of them with two coins: all of it counts', async () => {
  const { order, payer, afterwards } = await world();
  const first = await payer.pay([order.address, 1n], [order.address, 2n]);
  const second = await payer.pay([order.address, PRICE - 3n]);
  expect(await afterwards()).toEqual({
    ...nothing,
    state: 'paid',
    deposits: [
      ['3', first.digest],
      [(PRICE - 3n).toString(), second.digest],
    ],
  });
});

test('more than a float can hold arrives to the unit, and what is too much is owed back to the unit', async () => {
  const { devnet, order, afterwards } = await world();
  const amount = 2n ** 53n + 1n;
  const { digest } = await devnet.ledger.mintCoin({
    coinType: IOTA,
    amount,
    owner: { address: order.address },
  });
  expect(await afterwards()).toEqual({
    ...nothing,
    state: 'paid',
    deposits: [[amount.toString(), digest]],
    refunds: [['surplus', (amount - PRICE).toString()]],
  });
});

test('a coin of nothing brings nothing', async () => {
  const { order, payer, afterwards } = await world();
  const { effects } = await payer.pay([order.address, 0n]);
  expect(effects?.created).toHaveLength(1);
  expect(await afterwards()).toEqual(nothing);
});
