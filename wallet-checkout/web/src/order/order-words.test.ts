import { expect, test } from 'vitest';
import { refusedDepositViewSchema, refusedReasonSchema } from '@tanglegate/core/http/orders';
import { COIN, endedOrderView, NOON, openOrderView } from '../testing/orders.ts';
import { announcement } from './order-announcement.ts';
import { orderModel } from './order-model.ts';
import { explorerLink } from './explorer-link.ts';
import { refundWords } from './refund-words.ts';
import { refusedWords } from './refused-words.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('what is short is announced with what came, the price and the rest', () => {
  const order = openOrderView({ received: '10000000000', due: '15000000000' });
  expect(plain(announcement(orderModel(order, undefined, NOON), COIN))).toBe(
    '10 IOTA of 25 IOTA arrived. 15 IOTA still missing: please send the rest to the same address.',
  );
});

test('nobody is asked for the rest once the time is up', () => {
  const order = openOrderView({ received: '10000000000', due: '15000000000' });
  expect(plain(announcement(orderModel(order, undefined, order.expiresAt + 1), COIN))).toBe(
    'Time is up. 10 IOTA of 25 IOTA arrived. Have you sent the rest? It still counts. If not, send no more: what arrived goes back to you.',
  );
});

test('the ticking clock is never announced, only that little time is left', () => {
  const order = openOrderView();
  const at = (minutes: number) => announcement(orderModel(order, undefined, NOON + minutes * 60_000), COIN);
  expect(at(1)).toBe(at(9));
  expect(at(11)).toBe(at(14));
  expect(at(11)).toBe('Less than five minutes left to pay.');
});

test.each([
  ['expired', 'This order has run out'],
  ['cancelled', 'Order cancelled'],
  ['revoked', 'These tickets were withdrawn'],
] as const)('the end of an order that is %s is announced', (state, words) => {
  expect(announcement(orderModel(endedOrderView(state), undefined, NOON), COIN)).toBe(words);
});

test('every refund says how much, why, and how far it has got', () => {
  const { refunds } = endedOrderView('expired', {
    refunds: [
      { amount: '10000000000', reason: 'part-paid', state: 'due' },
      { amount: '500000000', reason: 'surplus', state: 'sent' },
      { amount: '1', reason: 'surplus', state: 'written-off' },
    ],
  });
  expect(refundWords(refunds, COIN).map(plain)).toEqual([
    '10 IOTA goes back to you (not the whole amount arrived in time).',
    '0.5 IOTA is on its way back to you (paid too much).',
    '0.000000001 IOTA (paid too much) is too little to be sent: the network does not carry such small amounts.',
  ]);
});

test.each(refusedReasonSchema.options)(
  'money that does not count is explained to the buyer: %s',
  (reason) => {
    const [refused] = refusedDepositViewSchema
      .array()
      .parse([{ amount: '2500000000', transaction: 't', at: NOON, reason, asset: 'x' }]);
    const told = (state: 'open' | 'paid') =>
      plain(refused === undefined ? '' : refusedWords(refused, COIN, state));
    const sentence = told('open');
    expect(told('paid'), 'who has paid is not asked to pay again').not.toMatch(/[Pp]lease (send|pay)/);
    expect(sentence).toMatch(reason === 'other-coin' ? /another kind/ : /2\.5 IOTA/);
    expect(sentence).toMatch(/Please|Write/);
    expect(sentence).not.toMatch(/ledger|output|deposit|finality/i);
  },
);

test('a transaction is looked up under the explorer’s address, whatever is in it', () => {
  expect(explorerLink('https://e.example/tx/{transaction}?network=x', 'a/b?c')).toBe(
    'https://e.example/tx/a%2Fb%3Fc?network=x',
  );
});
