import { HOUR, millis } from '@tanglegate/core/clock';
import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import { expect, test } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import { memoryStore } from '../testing/memory-store.ts';
import { NOON, TICKET_ID } from '../testing/orders.ts';
import { keepTicket, readKeptTicket } from './kept-ticket.ts';
import { openTicket } from './open-ticket.ts';

const ticket = ticketViewSchema.parse({
  id: TICKET_ID,
  state: 'valid',
  // Passes are base45: spaces are part of them.
  pass: 'TG1: A B  C ',
  number: 1,
  of: 1,
  tierName: 'Standing',
  eventName: 'Spring Night',
  venueName: 'Kulturhalle',
  timeZone: 'Europe/Zurich',
  opensAt: NOON,
  startsAt: NOON,
  closesAt: NOON + HOUR,
});
const failWith = (status: number) => () => Promise.reject(new ApiError('x', 'x', status));

test('a kept ticket comes back to the letter, spaces included', () => {
  const store = memoryStore();
  expect(keepTicket(store, ticket, NOON)).toBe(true);
  expect(readKeptTicket(store, TICKET_ID)).toEqual({ keptAt: NOON, ticket });
});

test('a day after its event a ticket is forgotten, and so is what is no ticket', () => {
  const store = memoryStore({ 'tanglegate.ticket.x': 'nonsense', other: 'stays' });
  keepTicket(store, ticket, NOON);
  const later = NOON + 26 * HOUR;
  keepTicket(
    store,
    { ...ticket, id: ticketViewSchema.shape.id.parse('0'.repeat(32)), closesAt: millis(later) },
    later,
  );
  expect(readKeptTicket(store, TICKET_ID)).toBeUndefined();
  expect(store.getItem('tanglegate.ticket.x')).toBeNull();
  expect(store.getItem('other')).toBe('stays');
});

test('a browser that keeps nothing is no error', () => {
  const full = {
    ...memoryStore(),
    length: 0,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(keepTicket(full, ticket, NOON)).toBe(false);
});

test('the server’s ticket is shown when it answers', async () => {
  await expect(
    openTicket(
      () => Promise.resolve(ticket),
      () => undefined,
    ),
  ).resolves.toEqual({ ticket });
});

test.each([0, 500, 503])('with status %d the kept copy is shown, and says of when it is', async (status) => {
  const kept = { keptAt: NOON, ticket };
  await expect(openTicket(failWith(status), () => kept)).resolves.toEqual(kept);
});

test.each([401, 403, 404, 429])('a refusal with status %d is never hidden behind a copy', async (status) => {
  await expect(openTicket(failWith(status), () => ({ keptAt: NOON, ticket }))).rejects.toMatchObject({
    status,
  });
});

test('with neither network nor copy the failure is told', async () => {
  await expect(openTicket(failWith(0), () => undefined)).rejects.toMatchObject({ status: 0 });
});
