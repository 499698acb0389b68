import { expect, test, vi } from 'vitest';
import { doorCredentialSchema, type DoorCredential } from '@tanglegate/core/http/doors';
import type { Enrol } from '../ports/device.ts';
import { HandDrivenDoor } from '../testing/hand-driven-door.ts';
import { RunningApp } from './run-app.ts';

const CODE = 'AbCdEfGhIjKlMnOpQrSt_-';
const north = doorCredentialSchema.parse({
  venue: 'arena',
  door: 'north-2',
  doorName: 'North 2',
  zoneName: 'Main hall',
  username: 'door-north-2',
  password: 'secret',
  mqttUrl: '/mqtt',
});
const south = { ...north, doorName: 'South 1' };

function start(stored: DoorCredential | undefined, enrol: Enrol) {
  const storage: { credential: DoorCredential | undefined } = { credential: stored };
  const opened: string[] = [];
  const app = new RunningApp({
    credentials: {
      load: () => storage.credential,
      save: (credential) => (storage.credential = credential),
      forget: () => (storage.credential = undefined),
    },
    enrol,
    host: 'tickets.example',
    openDoor: ({ doorName }) => {
      opened.push(doorName);
      return new HandDrivenDoor().door;
    },
  });
  return { app, storage, opened };
}

const succeeds: Enrol = () => Promise.resolve({ ok: true, credential: south });
const fails: Enrol = () => Promise.resolve({ ok: false, problem: { kind: 'used-or-expired' } });

test('a link makes a door of the device, which stays one after the next start', async () => {
  const { app, storage, opened } = start(undefined, succeeds);
  expect(app.state()).toEqual({ kind: 'not-enrolled' });
  app.openFragment(`#enrol=${CODE}`);
  expect(app.state()).toEqual({ kind: 'enrolling' });
  await vi.waitFor(() => {
    expect(app.state().kind).toBe('enrolled');
  });
  expect(opened).toEqual(['South 1']);
  const { app: again } = start(storage.credential, fails);
  expect(again.state()).toMatchObject({ kind: 'enrolled', credential: south });
});

test('a used link says so', async () => {
  const { app } = start(undefined, fails);
  app.enrolWith(CODE);
  await vi.waitFor(() => {
    expect(app.state()).toEqual({ kind: 'not-enrolled', problem: { kind: 'used-or-expired' } });
  });
});

test('what is no link, and what is somebody else’s, never leaves the page', () => {
  const enrol = vi.fn(succeeds);
  const { app } = start(undefined, enrol);
  app.enrolWith('hello');
  expect(app.state()).toEqual({ kind: 'not-enrolled', problem: { kind: 'not-a-link' } });
  app.enrolWith(`https://other.example/door#enrol=${CODE}`);
  expect(app.state()).toMatchObject({ problem: { kind: 'elsewhere', host: 'other.example' } });
  expect(enrol).not.toHaveBeenCalled();
});

test('a link that fails leaves a door that works as it was; the notice can be put away', async () => {
  const { app, opened } = start(north, fails);
  app.enrolWith(CODE);
  await vi.waitFor(() => {
    expect(app.state()).toMatchObject({ kind: 'enrolled', credential: north });
  });
  expect(app.state()).toHaveProperty('problem');
  app.dismissProblem();
  expect(app.state()).not.toHaveProperty('problem');
  expect(opened).toEqual(['North 2']);
});

test('a new link makes another door of it', async () => {
  const { app, opened } = start(north, succeeds);
  app.enrolWith(CODE);
  await vi.waitFor(() => {
    expect(app.state()).toMatchObject({ credential: south });
  });
  expect(opened).toEqual(['North 2', 'South 1']);
});

test('a forgotten door leaves nothing behind', () => {
  const { app, storage } = start(north, succeeds);
  const told = vi.fn();
  app.subscribe(told);
  app.forget();
  expect(storage.credential).toBeUndefined();
  expect(app.state()).toEqual({ kind: 'not-enrolled' });
  expect(app.door()).toBeUndefined();
  expect(told).toHaveBeenCalled();
});
