import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { isTimeZone, readLocalTime, writeLocalTime } from './local-time.ts';

const ZURICH = 'Europe/Zurich';

test.each([
  ['2026-12-05 20:00', ZURICH, '2026-12-05T19:00:00Z'],
  ['2026-07-05 20:00', ZURICH, '2026-07-05T18:00:00Z'],
  ['2026-07-05T20:00', ZURICH, '2026-07-05T18:00:00Z'],
  ['2026-03-29 01:59', ZURICH, '2026-03-29T00:59:00Z'],
  ['2026-03-29 03:00', ZURICH, '2026-03-29T01:00:00Z'],
  ['2026-10-25 02:30 +02:00', ZURICH, '2026-10-25T00:30:00Z'],
  ['2026-10-25 02:30+01:00', ZURICH, '2026-10-25T01:30:00Z'],
  ['2026-12-31 23:59', 'Pacific/Kiritimati', '2026-12-31T09:59:00Z'],
  ['2026-07-01 12:00', 'Asia/Kathmandu', '2026-07-01T06:15:00Z'],
  ['2028-02-29 00:00', 'America/St_Johns', '2028-02-29T03:30:00Z'],
  ['2026-12-05 00:00', 'UTC', '2026-12-05T00:00:00Z'],
])('%s in %s is %s', (text, zone, utc) => {
  expect(readLocalTime(text, zone)).toEqual({ kind: 'moment', at: Date.parse(utc) });
});

test.each([
  ['2026-03-29 02:30', { kind: 'skipped' }],
  ['2026-03-29 02:30 +01:00', { kind: 'skipped' }],
  ['2026-10-25 02:30', { kind: 'twice', offsets: ['+02:00', '+01:00'] }],
  ['2026-12-05 20:00 +02:00', { kind: 'other-offset', offsets: ['+01:00'] }],
  ['2026-02-30 20:00', { kind: 'malformed' }],
  ['2026-12-05 24:00', { kind: 'malformed' }],
  ['2026-12-05 20:60', { kind: 'malformed' }],
  ['2026-12-05', { kind: 'malformed' }],
  ['5.12.2026 20:00', { kind: 'malformed' }],
  ['2026-12-05 8pm', { kind: 'malformed' }],
  ['2026-12-05 20:00Z', { kind: 'malformed' }],
  ['', { kind: 'malformed' }],
])('%s in Zurich is %j', (text, expected) => {
  expect(readLocalTime(text, ZURICH)).toEqual(expected);
});

test('what is written reads back as the same minute, through a year with its two changes', () => {
  for (const zone of [ZURICH, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']) {
    for (let hour = 0; hour < 366 * 24; hour += 5) {
      const at = millis(Date.UTC(2026, 0, 1) + hour * 3_600_000);
      expect(readLocalTime(writeLocalTime(at, zone), zone)).toEqual({ kind: 'moment', at });
    }
  }
});

test('only names of the zone database are time zones', () => {
  for (const name of [ZURICH, 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])
    expect(isTimeZone(name)).toBe(true);
  for (const name of ['', 'Zurich', '+01:00', 'Europe/Atlantis', 'CET!', '__proto__'])
    expect(isTimeZone(name)).toBe(false);
});
