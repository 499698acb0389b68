import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eventNumberSchema } from '@tanglegate/core/ids';
import { openVenue, type OpenVenue } from './testing/open-venue.ts';
import {
  doors,
  issueTicket,
  later,
  makeHolder,
  makeOrganiser,
  newScanId,
  newTicket,
  NOW,
  numbers,
} from './testing/organiser.ts';
import type { TestDoor } from './testing/test-venue.ts';

// Each refusal, reached from outside over a real broker. The rules themselves have their tables in domain/.
let venue: OpenVenue;
let north1: TestDoor;
let kitchen: TestDoor;
beforeAll(async () => {
  venue = await openVenue();
  north1 = await venue.connectDoor(doors.north1);
  kitchen = await venue.connectDoor(doors.kitchen);
});
afterAll(async () => {
  await venue.close();
});

async function announced(tier = numbers.floor): Promise<string> {
  const { pass, issued } = await issueTicket(venue.organiser, tier);
  await venue.announce(issued);
  return pass;
}

test.each<[string, string, () => Promise<string>]>([
  ['any QR code', 'malformed', () => Promise.resolve('https://example.org/menu')],
  ['a code longer than any pass', 'malformed', () => Promise.resolve('TG1:'.padEnd(1_999, 'A'))],
  ['a pass with one character changed', 'malformed', async () => `${(await announced()).slice(0, -1)}a`],
  [
    'a forgery in the organiser’s name',
    'bad-signature',
    () =>
      makeOrganiser().sign(
        { ticket: newTicket(), event: numbers.event, tier: numbers.floor },
        venue.organiser.kid,
      ),
  ],
  ['another organiser’s pass', 'unknown-issuer', async () => (await issueTicket(makeOrganiser())).pass],
  [
    'a pass of another event',
    'wrong-event',
    () =>
      venue.organiser.sign({
        ...{ ticket: newTicket(), event: eventNumberSchema.parse(7), tier: numbers.floor },
      }),
  ],
  [
    'a true pass that was never announced',
    'not-in-register',
    async () => (await issueTicket(venue.organiser)).pass,
  ],
  ['paper where a live pass is demanded', 'live-pass-required', () => announced(numbers.live)],
  [
    'a pass before its own time',
    'too-early',
    async () => {
      const ticket = newTicket();
      await venue.announce({ ...(await issueTicket(venue.organiser)).issued, ticket });
      return venue.organiser.sign({
        ticket,
        event: numbers.event,
        tier: numbers.floor,
        notBefore: later(NOW, 60_000),
      });
    },
  ],
])('%s is %s', async (_name, reason, makePass) => {
  expect(await north1.ask({ pass: await makePass() })).toMatchObject({ decision: 'refuse', reason });
});

test('a ticket revoked is refused from the next scan on', async () => {
  const { pass, issued, ticket } = await issueTicket(venue.organiser);
  await venue.announce(issued, { kind: 'ticket-revoked', ticket });
  expect(await north1.ask({ pass })).toMatchObject({ reason: 'revoked', ticket });
});

test('a door of a zone that the event does not use refuses; a door unknown to the register may not admit', async () => {
  const pass = await announced();
  expect(await kitchen.ask({ pass })).toMatchObject({ reason: 'wrong-event' });
  await venue.announce({ kind: 'door-removed', door: doors.kitchen });
  expect(await kitchen.ask({ pass })).toMatchObject({ reason: 'door-not-allowed' });
});

test('an exit scan of a ticket that is not inside is refused', async () => {
  const pass = await announced();
  expect(await north1.ask({ pass, direction: 'out' })).toMatchObject({ reason: 'not-inside' });
});

test('a live pass is admitted while fresh; a screenshot, and another phone’s signature, are not', async () => {
  const [mine, stranger] = [makeHolder(), makeHolder()];
  const bind = async () => {
    const { issued, ticket } = await issueTicket(venue.organiser, numbers.live);
    await venue.announce({ ...issued, holderKey: mine.holderKey });
    return ticket;
  };
  const [a, b, c] = [await bind(), await bind(), await bind()];
  expect(await north1.ask({ pass: await mine.show(a, NOW) })).toMatchObject({ decision: 'admit', ticket: a });
  expect(await north1.ask({ pass: await mine.show(b, later(NOW, -45_000)) })).toMatchObject({
    reason: 'stale-pass',
  });
  expect(await north1.ask({ pass: await stranger.show(c, NOW) })).toMatchObject({ reason: 'bad-signature' });
  expect(await north1.ask({ pass: await mine.show(newTicket(), NOW) })).toMatchObject({
    reason: 'not-in-register',
  });
});

test('a live pass that waited for the network is judged by when the door saw it', async () => {
  const holder = makeHolder();
  const { issued, ticket } = await issueTicket(venue.organiser, numbers.live);
  await venue.announce({ ...issued, holderKey: holder.holderKey });
  const at = later(NOW, -5 * 60_000);
  expect(await north1.ask({ pass: await holder.show(ticket, at), at })).toMatchObject({ decision: 'admit' });
});

test('what is no scan is malformed by name where its id can be read, the same each time', async () => {
  const id = newScanId();
  const answer = new Promise((resolve) => {
    north1.onAnswer = resolve;
  });
  north1.say(JSON.stringify({ id, pass: 7 }));
  expect(await answer).toMatchObject({ id, decision: 'refuse', reason: 'malformed' });
});

test('what cannot be answered is logged, and the next scan is decided', async () => {
  for (const junk of ['', 'not json', '{"id":"short"}', '[]', 'null']) north1.say(junk);
  expect(await north1.ask({ pass: await announced() })).toMatchObject({ decision: 'admit' });
  expect(venue.logged.filter((line) => line.startsWith('a door sent what is no scan'))).not.toHaveLength(0);
});

test('a retained scan is dropped, whoever sent it', async () => {
  const pass = await announced();
  const id = newScanId();
  const answers: string[] = [];
  north1.onAnswer = (answer) => answers.push(answer.id);
  north1.say(JSON.stringify({ id, pass, at: NOW, direction: 'in' }), true);
  const late = await venue.startValidator();
  await vi.waitFor(() => {
    expect(late.health().ready).toBe(true);
  });
  await vi.waitFor(() => {
    expect(venue.logged.some((line) => line.includes('"retain":true'))).toBe(true);
  });
  expect(answers.filter((one) => one === id).length).toBeLessThanOrEqual(1);
  north1.say('', true);
  await late.close();
});
