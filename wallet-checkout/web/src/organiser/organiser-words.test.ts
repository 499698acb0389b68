import { liveViewSchema } from '@tanglegate/core/http/live';
import { eventListSchema } from '@tanglegate/core/http/events';
import { expect, test } from 'vitest';
import { COIN, NOON } from '../testing/orders.ts';
import { chooseEvent } from './choose-event.ts';
import { livenessWords } from './liveness-words.ts';
import { needWords } from './need-words.ts';

const event = { id: 'spring-night', name: 'Spring Night', timeZone: 'Europe/Zurich', startsAt: NOON };
const view = liveViewSchema.parse({
  event,
  coin: COIN,
  at: NOON,
  sold: 0,
  capacity: 0,
  held: 0,
  inside: 0,
  income: '0',
  scansLastMinute: 0,
  tiers: [],
  doors: [],
  needs: [
    { kind: 'ledger-unreachable', since: NOON, why: 'connection refused' },
    { kind: 'register-behind', venue: 'kulturhalle', missing: 3 },
    { kind: 'addresses-low', left: 42 },
    { kind: 'refunds-due', count: 1, amount: '12500000000' },
    { kind: 'refunds-due', count: 3, amount: '12500000000' },
    { kind: 'ledger-fallback', node: 'https://two.example', since: NOON, why: 'It answers with HTTP 503' },
    { kind: 'ledger-gap', from: 7, to: 19 },
    { kind: 'door-offline', door: 'north-2', doorName: 'North 2', since: NOON },
  ],
  orders: [],
  scans: [],
});

test('each need says what is wrong and what to do', () => {
  const said = view.needs.map((need) => needWords(need, view).replaceAll('\u00a0', ' '));
  expect(said[0]).toMatch(
    /^Payments can’t be seen since Sat,? 5 Dec,? 13:00 CET: connection refused\. Buyers are told to wait/,
  );
  expect(said[1]).toMatch(/^The doors of kulturhalle are 3 entries behind\./);
  expect(said[2]).toMatch(/^Only 42 payment addresses are left\./);
  expect(said.slice(3, 5)).toEqual([
    'One refund is due: 12.5 IOTA.',
    '3 refunds are due: 12.5 IOTA together.',
  ]);
  expect(said[5]).toMatch(
    /^Payments are seen, by the node https:\/\/two\.example\. The preferred one does not work since .*: It answers with HTTP 503\. It is/,
  );
  expect(said[6]).toMatch(/forgotten blocks 7 to 19: payments in them may be missing\./);
  expect(said[7]).toMatch(/^North 2 is off since Sat,? 5 Dec,? 13:00 CET\./);
});

test.each([
  ['live', 'good', 'Live'],
  ['polling', 'warn', 'Live, a few seconds behind'],
  ['connecting', 'warn', 'Connecting…'],
  ['lost', 'bad', 'Not live. Figures of 13:00:00. Trying again by itself.'],
] as const)(
  '%s is said as such, with the time of the figures when they stand still',
  (liveness, tone, text) => {
    expect(livenessWords(liveness, NOON, 'Europe/Zurich')).toEqual({ tone, text });
  },
);

test('the event in the fragment is watched, else the one that is open, else the next, else the last', () => {
  const event = (id: string, opensAt: number, closesAt: number) => ({
    ...{ id, name: id, venueName: 'K', timeZone: 'UTC', fromPrice: '0', sale: 'on-sale' },
    ...{ opensAt, startsAt: opensAt, closesAt },
  });
  const { events } = eventListSchema.parse({
    events: [event('next', 300, 400), event('now', 100, 200), event('over', 10, 50)],
  });
  expect(chooseEvent(events, '#next', 150)?.id).toBe('next');
  expect(chooseEvent(events, '#gone', 150)?.id).toBe('now');
  expect(chooseEvent(events, '', 250)?.id).toBe('next');
  expect(chooseEvent(events, '', 500)?.id).toBe('next');
  expect(chooseEvent([], '#next', 150)).toBeUndefined();
});
