import { afterEach, expect, test, vi } from 'vitest';
import { composeValidator, type Validator } from './compose.ts';
import {
  doors,
  issueTicket,
  later,
  makeOrganiser,
  newScanId,
  NOW,
  venue,
  venueFacts,
} from './testing/organiser.ts';
import { makeFolder, startBroker, TestCheckout, TestDoor } from './testing/test-venue.ts';

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function openVenue() {
  const folder = makeFolder();
  cleanUp.push(() => {
    folder.remove();
  });
  const broker = await startBroker();
  cleanUp.push(() => broker.stop());
  const organiser = makeOrganiser();
  const checkout = await TestCheckout.connect(broker.url);
  cleanUp.push(() => checkout.stop());
  checkout.publish(...venueFacts(organiser));
  let now = NOW;
  const start = async (): Promise<Validator> => {
    const validator = await composeValidator(
      { venue, file: folder.file, mostPending: 2_000 },
      {
        mqtt: { url: broker.url, username: 'validator', password: 'x' },
        log: silent,
        clock: { now: () => now },
      },
    );
    cleanUp.push(() => validator.close());
    return validator;
  };
  const validator = await start();
  const level = (): Promise<void> =>
    vi.waitFor(() => {
      expect(checkout.acknowledged).toBe(checkout.count);
    }, 10_000);
  await level();
  const door = async (id: (typeof doors)[keyof typeof doors]): Promise<TestDoor> => {
    const made = await TestDoor.connect(broker.url, id);
    cleanUp.push(() => made.stop());
    return made;
  };
  const pass = (ms: number): void => {
    now = later(now, ms);
  };
  return { folder, broker, organiser, checkout, validator, level, door, start, pass };
}

test('a ticket is admitted once: then it was used, and the guard is told when and where', async () => {
  const { checkout, organiser, level, door, pass } = await openVenue();
  const { pass: text, issued, ticket } = await issueTicket(organiser);
  checkout.publish(issued);
  await level();
  const north2 = await door(doors.north2);
  const north1 = await door(doors.north1);
  expect(await north2.ask({ pass: text })).toMatchObject({
    ...{
      decision: 'admit',
      repeat: false,
      ticket,
      eventName: 'Concert',
      tierName: 'Standing',
      zoneName: 'Floor',
    },
    note: 'collect wristband',
  });
  pass(6 * 60_000);
  expect(await north1.ask({ pass: text })).toMatchObject({
    decision: 'refuse',
    reason: 'already-used',
    words: 'Used 20:14 at North 2',
    used: { at: NOW, door: 'north-2', doorName: 'North 2' },
  });
});

test('the same scan gets the same answer, with times of its own; under the same id another pass is malformed', async () => {
  const { checkout, organiser, level, door, pass } = await openVenue();
  const one = await issueTicket(organiser);
  const two = await issueTicket(organiser);
  checkout.publish(one.issued, two.issued);
  await level();
  const north1 = await door(doors.north1);
  const id = newScanId();
  const first = await north1.ask({ id, pass: one.pass });
  pass(120_000);
  const again = await north1.ask({ id, pass: one.pass });
  expect(first).toMatchObject({ decision: 'admit', sentAt: NOW });
  expect(again).toEqual({ ...first, sentAt: later(NOW, 120_000), expiresAt: later(NOW, 130_000) });
  expect(await north1.ask({ id, pass: two.pass })).toMatchObject({ decision: 'refuse', reason: 'malformed' });
  expect(await north1.ask({ pass: two.pass })).toMatchObject({ decision: 'admit' });
});

test('the repeat rule ends when the gate reports that it opened', async () => {
  const { checkout, organiser, level, door } = await openVenue();
  const { pass: text, issued } = await issueTicket(organiser);
  checkout.publish(issued);
  await level();
  const north1 = await door(doors.north1);
  const second = newScanId();
  expect(await north1.ask({ pass: text })).toMatchObject({ decision: 'admit', repeat: false });
  expect(await north1.ask({ id: second, pass: text })).toMatchObject({ decision: 'admit', repeat: true });
  north1.reportGate(second, 'opened');
  await vi.waitFor(async () => {
    expect(await north1.ask({ pass: text })).toMatchObject({ reason: 'already-used' });
  });
});
