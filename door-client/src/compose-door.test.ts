import { expect, onTestFinished, test, vi } from 'vitest';
import { pino } from 'pino';
import { composeDoor, type RunningDoor } from './compose-door.ts';
import type { DoorNews } from './ports/display.ts';
import { admit, place, refuse, scanId, Venue } from './testing/venue.ts';

type Kind = DoorNews['kind'];

/** A door and everything its display was told. */
function startDoor(venue: Venue): RunningDoor & { news: DoorNews[]; kinds: () => Kind[] } {
  const { url, ...account } = venue.account({ role: 'door', ...place });
  const credential = { ...place, ...account, doorName: 'North 1', zoneName: 'Hall', mqttUrl: url };
  const news: DoorNews[] = [];
  const display = { show: (one: DoorNews) => news.push(one) };
  const door = composeDoor({ credential, direction: 'in' }, { display, log: pino({ level: 'silent' }) });
  onTestFinished(() => door.close());
  return {
    readLine: (line) => {
      door.readLine(line);
    },
    close: () => door.close(),
    get waiting() {
      return door.waiting;
    },
    news,
    kinds: () => news.map(({ kind }) => kind),
  };
}

async function waitFor(door: ReturnType<typeof startDoor>, kind: Kind, count = 1): Promise<void> {
  await vi.waitFor(
    () => {
      expect(door.kinds().filter((one) => one === kind)).toHaveLength(count);
    },
    { timeout: 15_000 },
  );
}

test('a scanned line gets its verdict; the pass arrives as scanned, its spaces too', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  validator.answer = ({ id }) => admit(id);
  const door = startDoor(venue);
  await waitFor(door, 'connected');
  door.readLine(' TG1:A B ');
  await waitFor(door, 'verdict');
  expect(validator.scans).toMatchObject([{ pass: ' TG1:A B ', direction: 'in' }]);
  expect(door.news.at(-1)).toMatchObject({ verdict: { decision: 'admit', id: validator.scans[0]?.id } });
  expect(door.waiting).toBe(0);
});

test('one scan per showing: a scanner that reads the same code over and over asks once', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  validator.answer = ({ id }) => refuse(id);
  const door = startDoor(venue);
  await waitFor(door, 'connected');
  for (let i = 0; i < 10; i++) door.readLine('TG1:A');
  door.readLine('TG1:B');
  await waitFor(door, 'verdict', 2);
  expect(validator.scans.map(({ pass }) => pass)).toEqual(['TG1:A', 'TG1:B']);
});

test('silence and “busy” ask again, with the same scan, time and id', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  validator.answer = ({ id }) => {
    if (validator.scans.length === 1) return undefined;
    return validator.scans.length === 2 ? { id, decision: 'busy', retryAfterMs: 10 } : admit(id);
  };
  const door = startDoor(venue);
  await waitFor(door, 'connected');
  door.readLine('TG1:A');
  await waitFor(door, 'verdict');
  expect(validator.scans).toHaveLength(3);
  expect(new Set(validator.scans.map((scan) => JSON.stringify(scan))).size).toBe(1);
});

test('while the broker is gone, scans wait; they are answered on its return', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  validator.answer = ({ id }) => admit(id);
  const door = startDoor(venue);
  await waitFor(door, 'connected');
  await venue.stopBroker();
  await waitFor(door, 'connection-lost');
  door.readLine('TG1:A');
  door.readLine('TG1:B');
  await waitFor(door, 'no-answer-yet', 2);
  expect(door.news.at(-1)).toMatchObject({ isConnected: false });
  await venue.startBroker();
  await waitFor(door, 'verdict', 2);
  expect(new Set(validator.scans.map(({ pass }) => pass))).toEqual(new Set(['TG1:A', 'TG1:B']));
});

test('an answer to somebody else’s scan is not shown', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  const door = startDoor(venue);
  await waitFor(door, 'connected');
  validator.answer = ({ id }) => (id === validator.scans[0]?.id ? undefined : admit(id));
  door.readLine('TG1:A');
  await vi.waitFor(() => {
    expect(validator.scans).toHaveLength(1);
  });
  await validator.say(admit(scanId(1)));
  door.readLine('TG1:B');
  await waitFor(door, 'verdict');
  expect(door.news.at(-1)).toMatchObject({
    verdict: { id: validator.scans.find(({ pass }) => pass === 'TG1:B')?.id },
  });
});

test('a mangled code is not scanned', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  validator.answer = ({ id }) => admit(id);
  const door = startDoor(venue);
  await waitFor(door, 'connected');
  door.readLine('TG1ÖA');
  door.readLine('TG1:B');
  await waitFor(door, 'verdict');
  expect(door.kinds()).toEqual(['connected', 'unreadable', 'verdict']);
  expect(validator.scans).toHaveLength(1);
});

test('the status says online, and offline after a goodbye as well as after a cut', async () => {
  const venue = await Venue.start();
  const seen = await venue.observe('status');
  const polite = startDoor(venue);
  await vi.waitFor(() => {
    expect(seen.at(-1)).toMatchObject({ state: 'online' });
  });
  await polite.close();
  await vi.waitFor(() => {
    expect(seen.at(-1)).toEqual({ state: 'offline' });
  });
  startDoor(venue);
  await vi.waitFor(() => {
    expect(seen.at(-1)).toMatchObject({ state: 'online' });
  });
  for (const { username } of venue.broker.credentials.list()) {
    if (username.startsWith('door.')) venue.broker.credentials.revoke(username);
  }
  await vi.waitFor(() => {
    expect(seen.at(-1)).toEqual({ state: 'offline' });
  });
});

test('a revoked credential is said to be refused', async () => {
  const venue = await Venue.start();
  const door = startDoor(venue);
  await waitFor(door, 'connected');
  for (const { username } of venue.broker.credentials.list()) venue.broker.credentials.revoke(username);
  await waitFor(door, 'credential-refused');
});
