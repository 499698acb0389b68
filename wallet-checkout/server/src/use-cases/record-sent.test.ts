import { expect, test } from 'vitest';
import type { SentMoney } from '@tanglegate/core/http/money-export';
import type { OrderId } from '@tanglegate/core/ids';
import { ledgerUnits } from '@tanglegate/core/money';
import { addressHex } from '../domain/address.ts';
import type { Arrival, Deposit } from '../ports/ledger.ts';
import { gala, standing } from '../testing/test-event.ts';
import { buyer, depositFor, organiser, testParts, type TestParts } from '../testing/test-parts.ts';
import { advanceOrders } from './advance-orders.ts';
import { exportMoney } from './export-money.ts';
import { placeOrder } from './place-order.ts';
import { findOurs, recordDeposits } from './record-deposits.ts';
import { recordSent } from './record-sent.ts';

const PRICE = 2_000_000_000n;
const home = addressHex('ab'.repeat(32));

async function arrive(parts: TestParts, arrivals: readonly Arrival[]): Promise<void> {
  const from = await parts.store.read.cursor.find();
  if (from === undefined) throw new Error('no cursor');
  await recordDeposits(await findOurs(arrivals, parts), { from, position: from.position + 1 }, parts);
  await advanceOrders(parts);
}

/** An order that was overpaid by each of `surpluses`, with the buyer's address. */
async function overpaid(parts: TestParts, ...surpluses: bigint[]): Promise<OrderId> {
  const { id } = await placeOrder({ event: gala, tier: standing, quantity: 1, buyer }, parts);
  await arrive(parts, [await depositFor(parts, id, PRICE)]);
  for (const surplus of surpluses) await arrive(parts, [await depositFor(parts, id, surplus)]);
  await parts.db.updateTable('orders').set({ refund_address: home }).where('id', '=', id).execute();
  return id;
}

async function refundsOf(parts: TestParts, order: OrderId) {
  const refunds = await parts.store.read.refunds.listOf(order);
  return refunds.map(({ id, state }) => ({ id, state }));
}

const sentOf = (
  transaction: string,
  ids: readonly string[],
  changes: Partial<SentMoney> = {},
): SentMoney => ({
  version: 1,
  chain: 'c',
  refunds: ids.map((id) => ({ id, to: home, transaction })),
  spent: [],
  ...changes,
});

/** As the follower reads it at the address where the buyer wants the money. */
async function arrivalOf(
  parts: TestParts,
  order: OrderId,
  transaction: string,
  amount: bigint,
): Promise<Deposit> {
  const like = await depositFor(parts, order, amount);
  return { ...like, ledgerId: transaction, transaction, address: home, amount: ledgerUnits(amount) };
}

test.each(['before', 'after'] as const)(
  'money that arrives %s its transaction is told: seen',
  async (when) => {
    const parts = await testParts();
    const order = await overpaid(parts, 5n);
    const [due] = await refundsOf(parts, order);
    const id = due?.id ?? '';
    const arrival = [await arrivalOf(parts, order, 'T1', 5n)];
    if (when === 'before') await arrive(parts, arrival);
    expect(await recordSent(organiser, sentOf('T1', [id]), parts)).toEqual({
      recorded: [id],
      known: [],
      refused: [],
    });
    if (when === 'after') {
      expect(await refundsOf(parts, order)).toEqual([{ id, state: 'sent' }]);
      await arrive(parts, arrival);
    }
    expect(await refundsOf(parts, order)).toEqual([{ id, state: 'seen' }]);
  },
);

test('two refunds to one address in one transaction are seen when both of their amounts have come', async () => {
  const parts = await testParts();
  const order = await overpaid(parts, 5n, 7n);
  const ids = (await refundsOf(parts, order)).map(({ id }) => id);
  await recordSent(organiser, sentOf('T1', ids), parts);
  await arrive(parts, [await arrivalOf(parts, order, 'T0', 12n)]);
  await arrive(parts, [await arrivalOf(parts, order, 'T1', 11n)]);
  expect((await refundsOf(parts, order)).map(({ state }) => state)).toEqual(['sent', 'sent']);
  await arrive(parts, [{ ...(await arrivalOf(parts, order, 'T1', 1n)), ledgerId: 'second output' }]);
  expect((await refundsOf(parts, order)).map(({ state }) => state)).toEqual(['seen', 'seen']);
});

test('the same report again changes nothing, and no transaction replaces another', async () => {
  const parts = await testParts();
  const order = await overpaid(parts, 5n);
  const [due] = await refundsOf(parts, order);
  const id = due?.id ?? '';
  await recordSent(organiser, sentOf('T1', [id]), parts);
  expect(await recordSent(organiser, sentOf('T1', [id]), parts)).toEqual({
    recorded: [],
    known: [id],
    refused: [],
  });
  expect(await recordSent(organiser, sentOf('T2', [id, 'no-such-one']), parts)).toEqual({
    recorded: [],
    known: [],
    refused: [
      { id, reason: 'other-transaction' },
      { id: 'no-such-one', reason: 'refund-unknown' },
    ],
  });
  expect(await parts.store.read.refunds.listOf(order)).toMatchObject([{ state: 'sent', ledgerId: 'T1' }]);
  await expect(recordSent(organiser, sentOf('T1', [id], { chain: 'x' }), parts)).rejects.toMatchObject({
    code: 'sent-on-other-chain',
  });
});

async function exported(parts: TestParts, ledger: 'rebased' | 'stardust' = 'rebased') {
  let payload: unknown;
  await exportMoney(organiser, {
    ...parts,
    terms: { coin: { symbol: 'IOTA', decimals: 9 }, leastOutput: ledgerUnits(1n) },
    network: { ledger, name: 'Test' },
    signDocument: (_type, given) => {
      payload = given;
      return Promise.resolve({ protected: '', payload: '', signature: '' });
    },
  });
  return payload;
}

test('the export tells what came to which address, less what was reported as spent, and what is owed where', async () => {
  const parts = await testParts();
  const order = await overpaid(parts, 5n);
  const waiting = await placeOrder({ event: gala, tier: standing, quantity: 1, buyer }, parts);
  const [due] = await refundsOf(parts, order);
  const address = (await parts.store.read.orders.find(order))?.address ?? '';
  const held = (expected: bigint) => ({ index: 0, address, expected: expected.toString(), order });
  expect(await exported(parts)).toMatchObject({
    chain: 'c',
    addresses: [held(PRICE + 5n)],
    refunds: [{ id: due?.id, order, amount: '5', reason: 'surplus', to: home }],
  });
  expect(waiting.id).not.toBe(order);

  const spent = [{ address, amount: '6', transaction: 'T1' }];
  await recordSent(organiser, sentOf('T1', [due?.id ?? ''], { spent }), parts);
  await recordSent(organiser, sentOf('T1', [], { spent }), parts);
  expect(await exported(parts)).toMatchObject({ addresses: [held(PRICE - 1n)], refunds: [] });
  await recordSent(
    organiser,
    sentOf('T2', [], { spent: [{ address, amount: PRICE.toString(), transaction: 'T2' }] }),
    parts,
  );
  expect(await exported(parts)).toMatchObject({ addresses: [], refunds: [] });
});

test('on Stardust the export names what came, output by output; on Rebased coins are found by their address', async () => {
  const parts = await testParts();
  const { id } = await placeOrder({ event: gala, tier: standing, quantity: 1, buyer }, parts);
  const ids = ['1', '2'].map((digit) => `0x${digit.repeat(64)}0000`);
  for (const ledgerId of ids) await arrive(parts, [{ ...(await depositFor(parts, id, PRICE)), ledgerId }]);
  const [stardust, rebased] = [await exported(parts, 'stardust'), await exported(parts)];
  expect(stardust).toMatchObject({ addresses: [{ order: id, outputs: ids }] });
  expect(rebased).toMatchObject({ addresses: [expect.not.objectContaining({ outputs: ids })] });
});
