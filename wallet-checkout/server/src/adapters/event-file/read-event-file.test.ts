import { expect, test } from 'vitest';
import { TanglegateError } from '@tanglegate/core/errors';
import { readEventFile } from './read-event-file.ts';

const coin = { symbol: 'IOTA', decimals: 9 };

const GOOD = `event: gala
name: Spring gala
venue:
  id: hall
  name: Old Hall
  timeZone: Europe/Zurich
  zones:
    - id: floor
      name: Floor
  doors:
    - { id: north-1, name: North 1, zone: floor }
opensAt: 2026-12-05 19:00
startsAt: 2026-12-05 20:00
closesAt: 2026-12-06 02:00
tiers:
  - id: standing
    name: Standing
    price: 12.5
    capacity: 300
    zones: [floor]
`;

test('VALID: an event with everything left out that may be', () => {
  expect(readEventFile(GOOD, coin)).toEqual({
    id: 'gala',
    name: 'Spring gala',
    venue: { id: 'hall', name: 'Old Hall', timeZone: 'Europe/Zurich' },
    zones: [{ id: 'floor', name: 'Floor' }],
    doors: [{ id: 'north-1', name: 'North 1', zone: 'floor' }],
    opensAt: Date.parse('2026-12-05T18:00:00Z'),
    startsAt: Date.parse('2026-12-05T19:00:00Z'),
    closesAt: Date.parse('2026-12-06T01:00:00Z'),
    tiers: [
      {
        id: 'standing',
        name: 'Standing',
        price: 12_500_000_000n,
        capacity: 300,
        zones: ['floor'],
        maxPerOrder: 10,
        pass: 'static',
      },
    ],
  });
});

test('VALID: an event with everything, in any YAML style; nothing is read as another type', () => {
  const text = GOOD.replace(
    'name: Spring gala',
    'name: "no"\ndescription: |\n  Two\n  lines\npicture: /pictures/gala.jpg',
  )
    .replace('name: Old Hall', 'name: 007\n  address: 1 High Street')
    .replace(
      'price: 12.5',
      "price: '0.000000001'\n    description: Bring a coat\n    maxPerOrder: 4\n    pass: live\n    note: wristband",
    );
  expect(readEventFile(text, coin)).toMatchObject({
    name: 'no',
    description: 'Two\nlines',
    picture: '/pictures/gala.jpg',
    venue: { name: '007', address: '1 High Street' },
    tiers: [{ price: 1n, description: 'Bring a coat', maxPerOrder: 4, pass: 'live', note: 'wristband' }],
  });
  expect(readEventFile(GOOD.replace('12.5', '0'), coin).tiers[0]?.price).toBe(0n);
});

function complaint(text: string): string[] {
  try {
    readEventFile(text, coin);
  } catch (error) {
    if (!(error instanceof TanglegateError)) throw error;
    expect(error.code).toBe('event-file-wrong');
    const [first, ...faults] = error.message.split('\n');
    expect(first).toBe('This event file cannot be taken. Nothing was changed.');
    return faults;
  }
  return [];
}

const A_TIME = 'a time on the clock at the venue, like 2026-12-05 20:00';
const ID = '1 to 40 of a-z, 0-9 and -, not at the ends';

test.each([
  ['event: gala', 'event: Gala!', `line 1, column 8, event: found "Gala!"; wanted: the event's id: ${ID}`],
  ['event: gala\n', '', `line 1, column 1, event: found nothing; wanted: the event's id: ${ID}`],
  [
    'name: Spring gala',
    'name: ',
    'line 2, column 7, name: found nothing; wanted: a text of 1 to 80 characters on one line',
  ],
  [
    'name: Spring gala',
    'name: [a]',
    'line 2, column 7, name: found a list; wanted: a text of 1 to 80 characters on one line',
  ],
  ['name: Spring gala', 'Name: Spring gala', 'line 2, column 1, Name: found an unknown key; wanted: name?'],
  [
    '    capacity: 300',
    '    capcity: 300',
    'line 19, column 5, tiers.0.capcity: found an unknown key; wanted: capacity?',
  ],
  [
    '      name: Floor',
    '      name: Floor\n      colour: red',
    'line 10, column 7, venue.zones.0.colour: found an unknown key; wanted: one of id, name',
  ],
  [
    'timeZone: Europe/Zurich',
    'timeZone: CET+1',
    'line 6, column 13, venue.timeZone: found "CET+1"; wanted: a time zone by its IANA name, like Europe/Zurich',
  ],
  [
    'zone: floor }',
    'zone: cellar }',
    'line 11, column 43, venue.doors.0.zone: found "cellar"; wanted: one of this venue\'s zones: floor',
  ],
  [
    'zones: [floor]',
    'zones: [floor, cellar]',
    'line 20, column 20, tiers.0.zones.1: found "cellar"; wanted: one of this venue\'s zones: floor',
  ],
  [
    'zones: [floor]',
    'zones: []',
    'line 20, column 12, tiers.0.zones: found an empty list; wanted: a list of 1 to 50 zones',
  ],
  [
    '  doors:\n    - {',
    '  doors:\n    - { id: north-1, name: A, zone: floor }\n    - {',
    'line 12, column 13, venue.doors.1.id: found "north-1"; wanted: an id that no other door has',
  ],
  [
    'price: 12.5',
    'price: 12,5',
    'line 18, column 12, tiers.0.price: found "12,5"; wanted: an amount of IOTA like 12.5, or 0 when it is free ("12,5" is not an amount of IOTA: write digits, and at most 9 after a point.)',
  ],
  [
    'price: 12.5',
    'price: -1',
    'line 18, column 12, tiers.0.price: found "-1"; wanted: an amount of IOTA like 12.5, or 0 when it is free ("-1" is not an amount of IOTA: write digits, and at most 9 after a point.)',
  ],
  [
    'capacity: 300',
    'capacity: 0',
    'line 19, column 15, tiers.0.capacity: found "0"; wanted: a whole number from 1 to 1000000',
  ],
  [
    'capacity: 300',
    'capacity: 3e2',
    'line 19, column 15, tiers.0.capacity: found "3e2"; wanted: a whole number from 1 to 1000000',
  ],
  [
    'capacity: 300',
    'capacity: 300\n    pass: paper',
    'line 20, column 11, tiers.0.pass: found "paper"; wanted: static or live',
  ],
  [
    'capacity: 300',
    'capacity: 300\n    maxPerOrder: 11',
    'line 20, column 18, tiers.0.maxPerOrder: found "11"; wanted: a whole number from 1 to 10',
  ],
  [
    'opensAt: 2026-12-05 19:00',
    'opensAt: tonight',
    `line 12, column 10, opensAt: found "tonight"; wanted: ${A_TIME}`,
  ],
  [
    'opensAt: 2026-12-05 19:00',
    'opensAt: 2026-03-29 02:30',
    'line 12, column 10, opensAt: found "2026-03-29 02:30"; wanted: a time that exists: the clocks of Europe/Zurich skip this one when they go forward',
  ],
  [
    'opensAt: 2026-12-05 19:00',
    'opensAt: 2026-10-25 02:30',
    'line 12, column 10, opensAt: found "2026-10-25 02:30"; wanted: which of the two: clocks go back, so add +02:00 or +01:00 after the time',
  ],
  [
    'opensAt: 2026-12-05 19:00',
    'opensAt: 2026-12-05 19:00 +05:00',
    'line 12, column 10, opensAt: found "2026-12-05 19:00 +05:00"; wanted: the offset of Europe/Zurich at that time: +01:00, or none',
  ],
  [
    'opensAt: 2026-12-05 19:00',
    'opensAt: 2026-12-05 21:00',
    'line 13, column 11, startsAt: found "2026-12-05 20:00"; wanted: a time not before opensAt',
  ],
  [
    'closesAt: 2026-12-06 02:00',
    'closesAt: 2026-12-05 20:00',
    'line 14, column 11, closesAt: found "2026-12-05 20:00"; wanted: a time after startsAt',
  ],
  [
    'name: Spring gala',
    'name: Spring gala\npicture: https://x.org/a.jpg',
    'line 3, column 10, picture: found "https://x.org/a.jpg"; wanted: a path on this server, like /pictures/gala.jpg',
  ],
  [
    'name: Spring gala',
    'name: Spring gala\nname: Twice',
    'line 3, column 1: found Map keys must be unique; wanted: YAML',
  ],
  [
    'zones: [floor]',
    'zones: [floor',
    'line 21, column 1: found Flow sequence in block collection must be sufficiently indented and end with a ]; wanted: YAML',
  ],
  [
    'name: Spring gala',
    'name: *other',
    'line 2, column 7: found aliases (*name) are not taken: write it out; wanted: YAML',
  ],
  [
    'event: gala',
    '__proto__: x\nevent: gala',
    'line 1, column 1, __proto__: found an unknown key; wanted: one of event, name, description, picture, venue, opensAt, startsAt, closesAt, tiers',
  ],
])('INVALID: with %j as %j', (good, bad, expected) => {
  expect(GOOD).toContain(good);
  expect(complaint(GOOD.replace(good, bad))[0]).toBe(expected);
});

test.each([
  ['', 'line 1, column 1: found nothing; wanted: a mapping (key: value)'],
  ['just words', 'line 1, column 1: found "just words"; wanted: a mapping (key: value)'],
  ['- a', 'line 1, column 1: found a list; wanted: a mapping (key: value)'],
  ['x'.repeat(300_000), 'line 1, column 1: found 300000 characters; wanted: at most 262144'],
])('INVALID: a file that is no event (%#)', (text, expected) => {
  expect(complaint(text)[0]).toBe(expected);
});

test('every fault is told at once, and a long list is cut', () => {
  expect(complaint(GOOD.replace('12.5', 'x').replace('300', 'y')).length).toBe(2);
  const many = GOOD + Array.from({ length: 40 }, (_, i) => `extra${i}: x`).join('\n');
  expect(complaint(many).at(-1)).toBe('… and 20 more');
});
