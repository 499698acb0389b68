import { millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import { expect, test } from 'vitest';
import { markRestored } from '../adapters/database/mark-restored.ts';
import { rebasedLedger } from '../adapters/rebased/rebased-ledger.ts';
import { rebasedNode } from '../adapters/rebased/rebased-node.ts';
import { addressHex } from '../domain/address.ts';
import type { Ledger, Reconciling } from '../ports/ledger.ts';
import { gala, standing } from '../testing/test-event.ts';
import { buyer, depositFor, organiser, testParts } from '../testing/test-parts.ts';
import { readOrFill } from './fill-gap.ts';
import { placeOrder } from './place-order.ts';
import { findOurs, recordDeposits } from './record-deposits.ts';
import { recordSent } from './record-sent.ts';

const cursor = { chain: 'c', position: 0 };
const gap = { from: 1, to: 9 };
const wanted = { event: gala, tier: standing, quantity: 1, buyer };
const home = addressHex('ab'.repeat(32));

/** Its history is gone, and it notes what it is asked by address. */
function forgetful(reconcile: Ledger['reconcile']): Ledger {
  const signal = AbortSignal.abort();
  return {
    ...rebasedLedger(rebasedNode({ url: 'http://127.0.0.1:1', timeoutMs: 1, signal })),
    readAfter: () =>
      Promise.reject(new TanglegateError('ledger-gap', 'Nothing is left.', { details: { ...gap } })),
    reconcile,
  };
}

test('the addresses of orders are asked for; after a restore, all of the pool', async () => {
  const parts = await testParts({ addresses: 5 });
  const orders = [await placeOrder(wanted, parts), await placeOrder(wanted, parts)];
  const asked: Reconciling[] = [];
  const ledger = forgetful((_cursor, some) => {
    asked.push(some);
    return Promise.resolve([]);
  });
  expect(await readOrFill(cursor, { ...parts, ledger })).toEqual({ position: 9, arrivals: [], atTip: false });
  const ofOrders = await Promise.all(orders.map(({ id }) => parts.store.read.orders.find(id)));
  expect(asked[0]).toMatchObject({
    gap,
    deposits: ofOrders.map((order) => order?.address),
    refunds: [],
  });
  await markRestored(parts.db, 1, millis(1));
  await readOrFill(cursor, { ...parts, ledger });
  expect(asked[1]?.deposits).toHaveLength(5);
});

test('the books know what came in, what was refused, what was swept and what was sent back', async () => {
  const parts = await testParts();
  const { id } = await placeOrder(wanted, parts);
  const deposit = await depositFor(parts, id, 5n);
  const refused = {
    ...(await depositFor(parts, id, 7n)),
    kind: 'refused',
    reason: 'other-coin',
    asset: 'x',
  } as const;
  await recordDeposits(await findOurs([deposit, refused], parts), { from: cursor, position: 1 }, parts);
  const spent = [{ address: deposit.address, amount: '5', transaction: 'swept' }];
  await recordSent(organiser, { version: 1, chain: 'c', refunds: [], spent }, parts);
  await parts.store.transaction(({ refunds }) =>
    refunds.insert(id, 'r', { amount: deposit.amount, reason: 'surplus', state: 'due' }, millis(1)),
  );
  await parts.store.transaction(({ moneyOut }) =>
    moneyOut.markSent('r', { to: home, transaction: 'sent-back', at: millis(2) }),
  );
  const recorded = [deposit.transaction, refused.transaction, 'swept', 'sent-back'];
  const some = Array.from({ length: 300 }, (_, i) => `unknown-${i}`);
  expect(await parts.store.read.deposits.findRecorded([...some, ...recorded])).toEqual(new Set(recorded));
  expect(await parts.store.read.moneyOut.listAwaited()).toEqual([home]);
});

test('nobody can tell: the positions are named, and both reasons', async () => {
  const parts = await testParts();
  const ledger = forgetful(() => Promise.reject(new Error('No index.')));
  await expect(readOrFill(cursor, { ...parts, ledger })).rejects.toMatchObject({
    code: 'ledger-gap',
    message: 'Nothing is left. Asking by address did not help: No index.',
    details: gap,
  });
});
