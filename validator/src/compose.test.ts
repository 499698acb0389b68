import { afterEach, expect, test, vi } from 'vitest';
import { openVenue, type OpenVenue } from './testing/open-venue.ts';
import { doors, issueTicket, later, newScanId, NOW } from './testing/organiser.ts';

let venue: OpenVenue | undefined;
const open = async (): Promise<OpenVenue> => (venue = await openVenue());
afterEach(async () => {
  await venue?.close();
});

test('a ticket is admitted once: then it was used, and the guard is told when and where', async () => {
  const { organiser, announce, connectDoor, waitMs } = await open();
  const { pass, issued, ticket } = await issueTicket(organiser);
  await announce(issued);
  const north2 = await connectDoor(doors.north2);
  const north1 = await connectDoor(doors.north1);
  expect(await north2.ask({ pass })).toMatchObject({
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
  waitMs(6 * 60_000);
  expect(await north1.ask({ pass })).toMatchObject({
    ...{ decision: 'refuse', reason: 'already-used', words: 'Used 20:14 at North 2' },
    used: { at: NOW, door: 'north-2', doorName: 'North 2' },
  });
});

test('the same scan gets the same answer with times of its own; under the same id another pass is malformed', async () => {
  const { organiser, announce, connectDoor, waitMs } = await open();
  const one = await issueTicket(organiser);
  const two = await issueTicket(organiser);
  await announce(one.issued, two.issued);
  const north1 = await connectDoor(doors.north1);
  const id = newScanId();
  const first = await north1.ask({ id, pass: one.pass });
  waitMs(120_000);
  const again = await north1.ask({ id, pass: one.pass });
  expect(first).toMatchObject({ decision: 'admit', sentAt: NOW });
  expect(again).toEqual({ ...first, sentAt: later(NOW, 120_000), expiresAt: later(NOW, 130_000) });
  expect(await north1.ask({ id, pass: two.pass })).toMatchObject({ decision: 'refuse', reason: 'malformed' });
  expect(await north1.ask({ pass: two.pass })).toMatchObject({ decision: 'admit' });
});

test('the repeat rule ends when the gate reports that it opened', async () => {
  const { organiser, announce, connectDoor } = await open();
  const { pass, issued } = await issueTicket(organiser);
  await announce(issued);
  const north1 = await connectDoor(doors.north1);
  const second = newScanId();
  expect(await north1.ask({ pass })).toMatchObject({ decision: 'admit', repeat: false });
  expect(await north1.ask({ id: second, pass })).toMatchObject({ decision: 'admit', repeat: true });
  north1.reportGate(second, 'opened');
  await vi.waitFor(async () => {
    expect(await north1.ask({ pass })).toMatchObject({ reason: 'already-used' });
  });
});

test('after a restart used tickets are used, the register is known, and no checkout is needed', async () => {
  const { organiser, announce, connectDoor, validator, checkout, startValidator } = await open();
  const [used, unused] = [await issueTicket(organiser), await issueTicket(organiser)];
  await announce(used.issued, unused.issued);
  const north1 = await connectDoor(doors.north1);
  const id = newScanId();
  const first = await north1.ask({ id, pass: used.pass });
  await validator.close();
  await checkout.stop();
  const again = await startValidator();
  await vi.waitFor(() => {
    expect(again.health().ready).toBe(true);
  });
  expect(await north1.ask({ id, pass: used.pass })).toEqual(first);
  const north2 = await connectDoor(doors.north2);
  expect(await north2.ask({ pass: used.pass })).toMatchObject({ reason: 'already-used' });
  expect(await north2.ask({ pass: unused.pass })).toMatchObject({ decision: 'admit', repeat: false });
});

test('a flood is answered busy, which is stored nowhere: the same scan asked again is decided', async () => {
  venue = await openVenue({ mostPending: 5 });
  const { organiser, announce, connectDoor } = venue;
  const tickets = await Promise.all(Array.from({ length: 60 }, () => issueTicket(organiser)));
  await announce(...tickets.map(({ issued }) => issued));
  const north1 = await connectDoor(doors.north1);
  const scans = tickets.map(({ pass }) => ({ pass, id: newScanId() }));
  const answers = await Promise.all(scans.map((scan) => north1.ask(scan)));
  expect(answers.filter(({ decision }) => decision === 'busy').length).toBeGreaterThan(0);
  for (const scan of scans)
    expect(await north1.ask(scan)).toMatchObject({ decision: 'admit', repeat: false });
});

test('the broker goes and comes back: health says so, and scans are decided again', async () => {
  const { organiser, announce, connectDoor, validator, broker } = await open();
  const { pass, issued } = await issueTicket(organiser);
  await announce(issued);
  broker.dropEverybody();
  await vi.waitFor(() => {
    expect(validator.health()).toMatchObject({
      ready: false,
      parts: [{ ok: true }, { name: 'broker', ok: false }, {}],
    });
  });
  broker.letIn();
  await vi.waitFor(() => {
    expect(validator.health().ready).toBe(true);
  }, 10_000);
  const north1 = await connectDoor(doors.north1);
  expect(await north1.ask({ pass })).toMatchObject({ decision: 'admit' });
});
