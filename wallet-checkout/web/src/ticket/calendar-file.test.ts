import { HOUR } from '@tanglegate/core/clock';
import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import { expect, test } from 'vitest';
import { NOON, TICKET_ID } from '../testing/orders.ts';
import { calendarFile } from './calendar-file.ts';

const ticket = ticketViewSchema.parse({
  id: TICKET_ID,
  state: 'valid',
  pass: 'TG1:PASS',
  number: 1,
  of: 2,
  tierName: 'Standing',
  eventName: 'Rock, Paper; Scissors \\ Live',
  venueName: 'Kulturhalle',
  venueAddress: 'Hardstrasse 12\n8005 Zürich',
  timeZone: 'Europe/Zurich',
  opensAt: NOON - HOUR,
  startsAt: NOON,
  closesAt: NOON + 6 * HOUR,
});

test('the calendar entry has times in UTC, and text escaped as RFC 5545 asks', () => {
  const lines = calendarFile(ticket, NOON).split('\r\n');
  expect(lines).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tanglegate//Ticket//EN',
    'BEGIN:VEVENT',
    `UID:${TICKET_ID}@tanglegate`,
    'DTSTAMP:20261205T120000Z',
    'DTSTART:20261205T120000Z',
    'DTEND:20261205T180000Z',
    'SUMMARY:Rock\\, Paper\\; Scissors \\\\ Live',
    'LOCATION:Kulturhalle\\, Hardstrasse 12\\n8005 Zürich',
    'DESCRIPTION:Standing\\, 1/2',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('long lines are folded at 75 octets, never inside a character', () => {
  const eventName = `${'Ü'.repeat(50)}🎸${'x'.repeat(80)}`;
  const file = calendarFile({ ...ticket, eventName }, NOON);
  const lines = file.split('\r\n');
  expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75);
  expect(file).not.toContain('\ufffd');
  expect(file.replaceAll('\r\n ', '')).toContain(`SUMMARY:${eventName}\r\n`);
});

test('neither the pass nor a link is in it: calendars travel', () => {
  expect(calendarFile(ticket, NOON)).not.toMatch(/TG1:|http/);
});
