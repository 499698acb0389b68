import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { owed, seeRefund, sendRefund, writeOffRefund, type DueRefund } from './refund.ts';
import { address, terms, units } from './testing/orders.ts';

const due: DueRefund = {
  id: 'r',
  order: terms.id,
  amount: units(30n),
  reason: 'surplus',
  createdAt: millis(1),
  state: 'due',
};

test('due → sent → seen', () => {
  const sent = sendRefund(due, { to: address, ledgerId: 'tx', at: millis(2) });
  expect(sent).toEqual({ ...due, state: 'sent', to: address, ledgerId: 'tx', sentAt: millis(2) });
  expect(seeRefund(sent, millis(3))).toEqual({ ...sent, state: 'seen', seenAt: millis(3) });
});

test('due → written-off', () => {
  expect(writeOffRefund(due, millis(2))).toEqual({ ...due, state: 'written-off', writtenOffAt: millis(2) });
});

test.each([
  [0n, []],
  [9n, [{ amount: 9n, reason: 'surplus', state: 'written-off' }]],
  [10n, [{ amount: 10n, reason: 'surplus', state: 'due' }]],
])('%s units owed where the network sends at least 10', (amount, refunds) => {
  expect(owed(units(amount), 'surplus', units(10n))).toEqual(refunds);
});
