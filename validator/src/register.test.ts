import { afterEach, expect, test, vi } from 'vitest';
import { outgoingMessage } from '@tanglegate/core/mqtt/payload';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { admissionBatchSchema, type AdmissionEntry, type RegisterBatch } from '@tanglegate/core/mqtt/feed';
import { openVenue, type OpenVenue } from './testing/open-venue.ts';
import {
  doors,
  issueTicket,
  makeHolder,
  makeOrganiser,
  NOW,
  numbers,
  numbered,
  venue as place,
  venueFacts,
} from './testing/organiser.ts';
import { TestCheckout } from './testing/test-venue.ts';

let venue: OpenVenue | undefined;
const open = async (): Promise<OpenVenue> => (venue = await openVenue());
afterEach(async () => {
  await venue?.close();
});

const FEED = '00000000000000aa';

/** Says that there is more than is ever sent. */
function promiseMore(checkout: TestCheckout, missing: number): void {
  const head = outgoingMessage(
    'registerHead',
    { venue: place },
    { feed: FEED, head: checkout.count + missing },
  );
  checkout.client.publish(head.topic, head.payload, head.options);
}

function sendBatch(checkout: TestCheckout, batch: RegisterBatch): void {
  const { topic, payload, options } = outgoingMessage('register', { venue: place }, batch);
  checkout.client.publish(topic, payload, options);
}

test('behind the head a true pass is admitted and flagged; level with it, it is not in the register', async () => {
  const { organiser, checkout, connectDoor, validator } = await open();
  const north1 = await connectDoor(doors.north1);
  promiseMore(checkout, 2);
  await vi.waitFor(() => {
    expect(validator.health().parts).toContainEqual({
      name: 'register',
      ok: false,
      words: '2 entries behind',
    });
  });
  const early = await issueTicket(organiser);
  expect(await north1.ask({ pass: early.pass })).toMatchObject({
    decision: 'admit',
    flagged: 'not-yet-in-register',
  });
  const late = await issueTicket(organiser);
  checkout.publish(early.issued, { kind: 'ticket-revoked', ticket: early.ticket });
  await vi.waitFor(() => {
    expect(validator.health().ready).toBe(true);
  });
  expect(await north1.ask({ pass: late.pass })).toMatchObject({
    decision: 'refuse',
    reason: 'not-in-register',
  });
  expect(await north1.ask({ pass: early.pass })).toMatchObject({ decision: 'refuse', reason: 'revoked' });
});

test('an unknown live pass waits for the entries that are missing', async () => {
  const { organiser, checkout, connectDoor, validator } = await open();
  const holder = makeHolder();
  const { issued, ticket } = await issueTicket(organiser, numbers.live);
  const north1 = await connectDoor(doors.north1);
  promiseMore(checkout, 1);
  await vi.waitFor(() => {
    expect(validator.health().ready).toBe(false);
  });
  const answer = north1.ask({ pass: await holder.show(ticket, NOW) });
  checkout.publish({ ...issued, holderKey: holder.holderKey });
  expect(await answer).toMatchObject({ decision: 'admit', ticket });
});

test('a true pass that the register does not know is asked for before it is refused: it may be a moment old', async () => {
  const { organiser, checkout, connectDoor } = await open();
  const { issued, pass } = await issueTicket(organiser);
  checkout.client.on('message', (_, payload) => {
    if (payload.includes('"ask":true')) checkout.publish(issued);
  });
  const north1 = await connectDoor(doors.north1);
  expect(await north1.ask({ pass })).toMatchObject({ decision: 'admit' });
});

test('a gap is asked for, a repetition changes nothing, and a stray feed is ignored', async () => {
  const { organiser, checkout, connectDoor, level } = await open();
  const tickets = await Promise.all(Array.from({ length: 3 }, () => issueTicket(organiser)));
  const known = checkout.count;
  const facts = tickets.map(({ issued }) => issued);
  sendBatch(checkout, { feed: FEED, entries: numbered(facts.slice(1), known + 2) });
  sendBatch(checkout, { feed: 'ffffffffffffffff', entries: numbered(facts) });
  checkout.publish(...facts);
  await level();
  sendBatch(checkout, { feed: FEED, entries: numbered(facts, known + 1) });
  const north1 = await connectDoor(doors.north1);
  for (const { pass } of tickets)
    expect(await north1.ask({ pass })).toMatchObject({ decision: 'admit', repeat: false });
});

test('a checkout that starts anew tells everything again, under another name; what happened at the doors stays', async () => {
  const { organiser, announce, connectDoor, checkout, broker } = await open();
  const { pass, issued } = await issueTicket(organiser);
  const forgotten = await issueTicket(organiser);
  await announce(issued, forgotten.issued);
  const north1 = await connectDoor(doors.north1);
  expect(await north1.ask({ pass })).toMatchObject({ decision: 'admit' });
  await checkout.stop();
  const anew = await TestCheckout.connect(broker.url, '00000000000000bb');
  anew.publish(...venueFacts(organiser), issued);
  await vi.waitFor(() => {
    expect(anew.acknowledged).toBe(anew.count);
  });
  const north2 = await connectDoor(doors.north2);
  expect(await north2.ask({ pass })).toMatchObject({ reason: 'already-used' });
  expect(await north2.ask({ pass: forgotten.pass })).toMatchObject({ reason: 'not-in-register' });
  await anew.stop();
});

test('admissions and refusals are published as numbered, with a retained head, and again to a reader that lacks some', async () => {
  const { organiser, announce, connectDoor, checkout } = await open();
  const { pass, issued, ticket } = await issueTicket(organiser);
  await announce(issued);
  const north1 = await connectDoor(doors.north1);
  const got = new Map<number, AdmissionEntry>();
  const heads: string[] = [];
  let feed = '';
  checkout.client.on('message', (topic, payload) => {
    if (topic === topicOf('admissionsHead', { venue: place })) heads.push(payload.toString());
    if (topic !== topicOf('admissions', { venue: place })) return;
    const batch = admissionBatchSchema.parse(JSON.parse(payload.toString()));
    feed = batch.feed;
    for (const entry of batch.entries) got.set(entry.n, entry);
  });
  await checkout.client.subscribeAsync(topicOf('admissions', { venue: place }), { qos: 1 });
  await north1.ask({ pass });
  await north1.ask({ pass: (await issueTicket(makeOrganiser('rival'))).pass });
  const expected = [
    {
      n: 1,
      at: NOW,
      fact: expect.objectContaining({ kind: 'admission', ticket, entry: 1, direction: 'in' }) as unknown,
    },
    {
      n: 2,
      at: NOW,
      fact: expect.objectContaining({ kind: 'refusal', reason: 'unknown-issuer' }) as unknown,
    },
  ];
  await vi.waitFor(() => {
    expect([...got.values()]).toEqual(expected);
  });
  await checkout.client.subscribeAsync(topicOf('admissionsHead', { venue: place }), { qos: 1 });
  await vi.waitFor(() => {
    expect(heads).toContain(JSON.stringify({ feed, head: 2 }));
  });
  got.clear();
  const ack = outgoingMessage('admissionsAck', { venue: place }, { feed, reader: 'checkout', have: 0 });
  checkout.client.publish(ack.topic, ack.payload, ack.options);
  await vi.waitFor(() => {
    expect([...got.values()]).toEqual(expected);
  });
});
