import { expect, test } from 'vitest';
import { NOON, openOrderView, ORDER_ID } from '../testing/orders.ts';
import { memoryStore } from '../testing/memory-store.ts';
import { keepSentPayment, readSentPayment } from './sent-payment.ts';

const sent = { order: openOrderView().id, at: NOON, receivedBefore: '0' };

test('what a wallet has sent survives a reload', () => {
  const store = memoryStore();
  keepSentPayment(store, sent);
  expect(readSentPayment(store, ORDER_ID)).toEqual(sent);
});

test.each([
  [''],
  ['{'],
  ['null'],
  ['{"order":"x","at":1,"receivedBefore":"0"}'],
  [`{"order":"${ORDER_ID}","at":1}`],
])('a store that holds %j holds no payment', (kept) => {
  expect(readSentPayment(memoryStore({ [`tanglegate.sent.${ORDER_ID}`]: kept }), ORDER_ID)).toBeUndefined();
});

test('a browser that forbids storing does not stop the page', () => {
  const forbidding = {
    getItem: () => null,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(() => {
    keepSentPayment(forbidding, sent);
  }).not.toThrow();
});
