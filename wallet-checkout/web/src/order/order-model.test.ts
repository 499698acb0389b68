import { expect, test } from 'vitest';
import { endedOrderView, NOON, openOrderView } from '../testing/orders.ts';
import { clockAhead, orderModel } from './order-model.ts';

const MINUTE = 60_000;
const open = openOrderView();
const sent = { order: open.id, at: NOON, receivedBefore: '0' };
const part = openOrderView({ received: '10000000000', due: '15000000000' });

test.each([
  [
    'waits for payment, calmly',
    open,
    undefined,
    0,
    { kind: 'pay', clock: { kind: 'calm', minutes: 15 }, short: false },
  ],
  [
    'shows the seconds in the last five minutes',
    open,
    undefined,
    11 * MINUTE,
    { kind: 'pay', clock: { kind: 'close', clock: '4:00' } },
  ],
  ['says so when part of it came in', part, undefined, 0, { kind: 'pay', short: true }],
  ['shows what its own wallet sent as seen', open, sent, 1_000, { kind: 'seen', slow: false }],
  ['says when that takes long', open, sent, 30_000, { kind: 'seen', slow: true }],
  [
    'keeps it seen beyond the expiry: money on its way counts',
    open,
    sent,
    16 * MINUTE,
    { kind: 'seen', slow: true },
  ],
  ['asks for the rest once what was sent has arrived', part, sent, 2_000, { kind: 'pay', short: true }],
  [
    'shows a second payment as seen too',
    part,
    { ...sent, receivedBefore: part.received },
    2_000,
    { kind: 'seen' },
  ],
  ['is late between expiry and the end of the hold', open, undefined, 15 * MINUTE, { kind: 'late' }],
  ['is paid, whatever the clock says', endedOrderView('paid'), sent, 99 * MINUTE, { kind: 'paid' }],
  [
    'has ended when expired',
    endedOrderView('expired'),
    undefined,
    0,
    { kind: 'ended', order: { state: 'expired' } },
  ],
  ['has ended when cancelled', endedOrderView('cancelled'), undefined, 0, { kind: 'ended' }],
  ['has ended when revoked', endedOrderView('revoked'), undefined, 0, { kind: 'ended' }],
] as const)('an order %s', (_name, order, payment, after, expected) => {
  expect(orderModel(order, payment, NOON + after)).toMatchObject(expected);
});

test('a phone whose clock is an hour slow still counts down by the server’s', () => {
  const deviceNow = NOON - 60 * MINUTE;
  const ahead = clockAhead(open, deviceNow);
  expect(orderModel(open, undefined, deviceNow + MINUTE + ahead)).toMatchObject({ clock: { minutes: 14 } });
});
