import { expect, test } from 'vitest';
import { MINUTE, SECOND, type Millis } from '@tanglegate/core/clock';
import { eventNumberSchema, tierNumberSchema, venueIdSchema, zoneIdSchema } from '@tanglegate/core/ids';
import type { LivePass } from '@tanglegate/core/pass/live-pass';
import type { StaticPass } from '@tanglegate/core/pass/static-pass';
import type { Fact } from '@tanglegate/core/register/facts';
import {
  CLOSES,
  doors,
  eventFact,
  later,
  makeOrganiser,
  newTicket,
  NOW,
  numbers,
  OPENS,
  venue,
  venueFacts,
  zones,
} from '../testing/organiser.ts';
import type { Ruling } from './finding.ts';
import { judgePass, type Showing } from './judge-pass.ts';
import { RegisterIndex } from './register-index.ts';

const organiser = makeOrganiser();
const ticket = newTicket();
const nothing = new Uint8Array(64);
const unsigned = { toBeSigned: nothing, signature: nothing };

const paper = (changes: Partial<StaticPass> = {}): StaticPass => ({
  ...{ kind: 'static', ticket, event: numbers.event, tier: numbers.floor, kid: organiser.kid, ...unsigned },
  ...changes,
});
const live = (issuedAt: Millis): LivePass => ({ kind: 'live', ticket, issuedAt, ...unsigned });
const issued = (tier = numbers.floor): Fact => ({
  ...{ kind: 'ticket-issued', ticket, event: numbers.event, tier, digest: '0'.repeat(64) },
});

/** Given these facts on top of the venue's, when this is shown at North 1. */
function judge(facts: readonly Fact[], showing: Partial<Showing> = {}): Ruling {
  const register = new RegisterIndex();
  for (const fact of [...venueFacts(organiser), ...facts]) register.apply(fact);
  const door = register.door(doors.north1);
  if (door === undefined) throw new Error('the venue has this door');
  const usual = {
    venue,
    direction: 'in',
    now: NOW,
    seenAt: NOW,
    behind: false,
    door,
    pass: paper(),
  } as const;
  return judgePass(register, { ...usual, ...showing });
}

function door(id: keyof typeof doors): Pick<Showing, 'door'> {
  const fact = venueFacts(organiser).find((one) => one.kind === 'door' && one.door === doors[id]);
  if (fact?.kind !== 'door') throw new Error('the venue has this door');
  return { door: fact };
}

const event2 = eventNumberSchema.parse(2);
const elsewhere = venueIdSchema.parse('elsewhere');

test.each<[string, readonly Fact[], Partial<Showing>]>([
  ['a pass in the register', [issued()], {}],
  ['a pass from the first moment of entry on', [issued()], { now: OPENS }],
  ['a pass until the last moment', [issued()], { now: later(CLOSES, -1) }],
  ['early entry that the pass itself allows', [issued()], { now: OPENS, pass: paper({ notBefore: OPENS }) }],
  ['a pass of a tier that opens two zones', [issued(numbers.balcony)], door('balcony')],
  ['a live pass for a tier that also takes paper', [issued()], { pass: live(NOW) }],
  ['a live pass that is half a minute old', [issued(numbers.live)], { pass: live(later(NOW, -30 * SECOND)) }],
  [
    'a live pass from a phone slightly ahead',
    [issued(numbers.live)],
    { pass: live(later(NOW, 10 * SECOND)) },
  ],
  [
    'a live pass that was fresh when the door saw it',
    [issued(numbers.live)],
    {
      ...{ pass: live(later(NOW, -5 * MINUTE)), seenAt: later(NOW, -5 * MINUTE) },
    },
  ],
  ['leaving after the event is over', [issued()], { direction: 'out', now: later(CLOSES, MINUTE) }],
])('good: %s', (_name, facts, showing) => {
  expect(judge(facts, showing)).toMatchObject({ kind: 'use', ticket, event: 1, reEntry: false });
});

test.each<[string, readonly Fact[], Partial<Showing>, object]>([
  [
    'an event that the register does not know',
    [],
    { pass: paper({ event: event2 }) },
    { reason: 'wrong-event' },
  ],
  [
    'an event at another venue',
    [issued(), eventFact(organiser, { venue: elsewhere })],
    {},
    {
      ...{ reason: 'wrong-event', words: 'This ticket is for Concert, at another venue' },
    },
  ],
  ['an event that does not use this door', [issued()], door('kitchen'), { reason: 'wrong-event' }],
  [
    'a tier that does not open this zone',
    [issued()],
    door('balcony'),
    {
      ...{ reason: 'wrong-zone', words: 'Not good for this zone: send the guest to Floor' },
    },
  ],
  [
    'a pass too early',
    [issued()],
    { now: later(OPENS, -1) },
    {
      ...{ reason: 'too-early', words: 'Entry begins 19:00', boundary: OPENS, timeZone: 'Europe/Berlin' },
    },
  ],
  [
    'a pass the day before',
    [issued()],
    { now: later(OPENS, -24 * 60 * MINUTE) },
    { words: 'Entry begins 19:00 on 14 Nov' },
  ],
  [
    'a pass too late',
    [issued()],
    { now: CLOSES },
    { reason: 'too-late', words: 'Entry ended 03:00', boundary: CLOSES },
  ],
  [
    'a pass before its own time',
    [issued()],
    { pass: paper({ notBefore: later(NOW, 1) }) },
    { reason: 'too-early' },
  ],
  [
    'a pass after its own time',
    [issued()],
    { pass: paper({ expires: NOW }) },
    { reason: 'too-late', boundary: NOW },
  ],
  ['a revoked ticket', [issued(), { kind: 'ticket-revoked', ticket }], {}, { reason: 'revoked', event: 1 }],
  [
    'a ticket revoked before it was announced',
    [{ kind: 'ticket-revoked', ticket }, issued()],
    {},
    { reason: 'revoked' },
  ],
  ['paper where the tier demands live passes', [issued(numbers.live)], {}, { reason: 'live-pass-required' }],
  [
    'a screenshot',
    [issued(numbers.live)],
    { pass: live(later(NOW, -31 * SECOND)) },
    {
      ...{ reason: 'stale-pass', words: 'Screenshot or old pass: ask for the live page' },
    },
  ],
  [
    'a live pass from the future',
    [issued(numbers.live)],
    { pass: live(later(NOW, 11 * SECOND)) },
    { reason: 'stale-pass' },
  ],
  ['a ticket that a level register does not know', [], {}, { reason: 'not-in-register' }],
  [
    'a tier that the event does not have',
    [],
    { pass: paper({ tier: tierNumberSchema.parse(9) }) },
    { reason: 'not-in-register' },
  ],
  [
    'another organiser’s key on this event',
    [issued(), eventFact(makeOrganiser('rival'))],
    {},
    { reason: 'unknown-issuer' },
  ],
])('refused: %s', (_name, facts, showing, expected) => {
  expect(judge(facts, showing)).toMatchObject({ kind: 'refuse', ...expected });
});

test('a true pass that the register does not know yet is admitted and flagged while this validator is behind', () => {
  expect(judge([], { behind: true })).toMatchObject({ kind: 'use', flagged: 'not-yet-in-register' });
});

test('what the register says of a ticket wins over what an older pass says', () => {
  expect(
    judge([issued(numbers.balcony)], { ...door('balcony'), pass: paper({ tier: numbers.floor }) }),
  ).toMatchObject({
    kind: 'use',
    tier: numbers.balcony,
  });
});

test('the guard sees names as far as they are known, and a zone without a name by its id', () => {
  const attic = {
    kind: 'door',
    door: doors.kitchen,
    venue,
    zone: zoneIdSchema.parse('attic'),
    name: 'Attic',
  } as const;
  expect(judge([issued()], { door: attic })).toMatchObject({
    seen: { ticket, eventName: 'Concert', tierName: 'Standing', zone: 'attic', zoneName: 'attic' },
  });
  expect(judge([issued()])).toMatchObject({ seen: { zone: zones.floor, zoneName: 'Floor' } });
});
