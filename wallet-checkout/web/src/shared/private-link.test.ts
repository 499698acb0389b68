import { expect, test } from 'vitest';
import { ORDER_ID, SECRET, TICKET_ID } from '../testing/orders.ts';
import { parseOrderLink, parseTicketLink, privateLink } from './private-link.ts';

test('a link’s fragment gives id and secret back', () => {
  const link = privateLink('/order', { id: ORDER_ID, secret: SECRET });
  expect(parseOrderLink(new URL(link, 'http://localhost').hash)).toEqual({ id: ORDER_ID, secret: SECRET });
  expect(parseTicketLink(`#${TICKET_ID}.${SECRET}`)).toEqual({ id: TICKET_ID, secret: SECRET });
});

test.each([
  [''],
  ['#'],
  [`#${ORDER_ID}`],
  [`#${ORDER_ID}.`],
  [`#.${SECRET}`],
  [`#${ORDER_ID}.${SECRET.slice(1)}`],
  [`#${ORDER_ID}.${SECRET}A`],
  [`#${ORDER_ID.slice(1)}.${SECRET}`],
  [`#${ORDER_ID.toUpperCase()}.${SECRET}`],
  [`#${ORDER_ID}.${SECRET}.${SECRET}`],
  [`#${ORDER_ID}.${SECRET.slice(1)}%`],
  [`#g${ORDER_ID.slice(1)}.${SECRET}`],
])('%j is no link', (hash) => {
  expect(parseOrderLink(hash)).toBeUndefined();
  expect(parseTicketLink(hash)).toBeUndefined();
});
