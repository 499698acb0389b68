import { expect, test } from 'vitest';
import { MINUTE, type Millis } from '@tanglegate/core/clock';
import { doorIdSchema, venueIdSchema } from '@tanglegate/core/ids';
import { sqlEnrolmentStore } from './adapters/database/sql-enrolment-store.ts';
import { randomTokens } from './adapters/secrets/random-tokens.ts';
import { composeDoorAdmin } from './compose-accounts.ts';
import {
  guest,
  house,
  importHall,
  openTestDatabase,
  TestClock,
  withoutSouth,
} from './testing/accounts-fixture.ts';
import { meetingPoint } from './testing/meeting-point.ts';
import { openDatabaseAt } from './testing/test-database.ts';
import { enrolDevice } from './use-cases/enrol-door.ts';

const north = doorIdSchema.parse('north');
const south = doorIdSchema.parse('south');
const unknown = expect.objectContaining({ code: 'enrolment-unknown' }) as Error;

async function setUp() {
  const clock = new TestClock();
  const { db, folder } = await openTestDatabase(clock);
  await importHall(db, clock);
  const issued: string[] = [];
  const credentials = {
    isBroken: false,
    issueDoor({ venue, door, label }: { venue: string; door: string; label: string }) {
      if (this.isBroken) return Promise.reject(new Error('no broker'));
      issued.push(`${venue}/${door} ${label}`);
      return Promise.resolve({ username: `door.${door}`, password: 'p' });
    },
  };
  const doors = composeDoorAdmin({ db, clock, credentials });
  return { clock, db, folder, issued, credentials, doors };
}

test('the organiser sees the doors of their venues, and nobody else does', async () => {
  const { doors } = await setUp();
  const common = { venue: 'hall', zoneName: 'Floor', state: 'never-seen' };
  expect(await doors.list(house)).toEqual([
    { id: 'north', name: 'North', ...common },
    { id: 'south', name: 'South', ...common },
  ]);
  expect(await doors.list(guest)).toEqual([]);
});

test('a code makes one device this door', async () => {
  const { doors, issued, clock, db } = await setUp();
  const { code, expiresAt } = await doors.invite(house, north);
  expect(code).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(expiresAt - clock.now()).toBe(10 * MINUTE);
  expect(JSON.stringify(await db.selectFrom('enrolments').selectAll().execute())).not.toContain(code);
  expect(await doors.enrol(code)).toEqual({
    ...{ venue: 'hall', door: 'north', doorName: 'North', zoneName: 'Floor' },
    ...{ username: 'door.north', password: 'p', mqttUrl: '/mqtt' },
  });
  await expect(doors.enrol(code)).rejects.toEqual(unknown);
  expect(issued).toEqual(['hall/north North']);
});

test('of two devices with one code, one gets the door', async () => {
  const { doors, issued } = await setUp();
  const { code } = await doors.invite(house, north);
  const results = await Promise.allSettled([doors.enrol(code), doors.enrol(code), doors.enrol(code)]);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(issued).toHaveLength(1);
});

test('positive control: with a store that looks first and marks later, all three devices get the door', async () => {
  const { db, clock, credentials, issued, doors } = await setUp();
  const safe = sqlEnrolmentStore(db);
  const everybodyHasLooked = meetingPoint(3);
  const { code } = await doors.invite(house, north);
  const enrolments = {
    ...safe,
    async claim(codeHash: string, at: Millis) {
      const row = await db.selectFrom('enrolments').selectAll().executeTakeFirstOrThrow();
      await everybodyHasLooked();
      if (row.used_at !== null) return undefined;
      await db.updateTable('enrolments').set({ used_at: at }).where('code_hash', '=', codeHash).execute();
      return { venue: venueIdSchema.parse('hall'), door: north, doorName: 'North', zoneName: 'Floor' };
    },
  };
  const parts = { enrolments, credentials, tokens: randomTokens, clock, mqttUrl: '/mqtt' };
  await Promise.all([enrolDevice(code, parts), enrolDevice(code, parts), enrolDevice(code, parts)]);
  expect(issued).toHaveLength(3);
});

test('a code is good for ten minutes, also across a restart', async () => {
  const { doors, clock, folder, credentials } = await setUp();
  const early = await doors.invite(house, north);
  const late = await doors.invite(house, south);
  clock.pass(10 * MINUTE - 1);
  const db = await openDatabaseAt(folder);
  const restarted = composeDoorAdmin({ db, clock, credentials });
  expect(await restarted.enrol(early.code)).toMatchObject({ door: 'north' });
  clock.pass(1);
  await expect(restarted.enrol(late.code)).rejects.toEqual(unknown);
  await db.destroy();
});

test('no code for a door that is not there, was removed, or is another organiser’s', async () => {
  const { doors, db, clock } = await setUp();
  const { code } = await doors.invite(house, south);
  await importHall(db, clock, withoutSouth);
  await expect(doors.enrol(code)).rejects.toEqual(unknown);
  await expect(doors.invite(house, south)).rejects.toMatchObject({
    code: 'door-unknown',
    message: 'There is no door "south". Known: north.',
  });
  await expect(doors.invite(guest, north)).rejects.toMatchObject({ code: 'door-unknown' });
  await expect(doors.enrol('C'.repeat(22))).rejects.toEqual(unknown);
});

test('a code is not used up when the broker makes no credential', async () => {
  const { doors, credentials } = await setUp();
  const { code } = await doors.invite(house, north);
  credentials.isBroken = true;
  await expect(doors.enrol(code)).rejects.toThrow('no broker');
  credentials.isBroken = false;
  expect(await doors.enrol(code)).toMatchObject({ door: 'north' });
});
