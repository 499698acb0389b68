import { millis } from '@tanglegate/core/clock';
import type { GateReport } from '@tanglegate/core/mqtt/gate';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SqlitePulseJournal } from '../adapters/pulse-journal.ts';
import type { PulseJournal } from '../ports/pulse-journal.ts';
import { admit, newFolder, scanId } from '../testing/venue.ts';
import { GateDriver } from './drive-gate.ts';

interface Bench {
  readonly driver: GateDriver;
  readonly reports: GateReport[];
  readonly world: { now: number; isConnected: boolean; moving: number; mostMoving: number; pulses: number };
}

/** A driver whose time, gate and connection the test moves. `change` may take a guard away, to prove that the tests would notice. */
function newDriver(change: (journal: PulseJournal) => PulseJournal = (journal) => journal): Bench {
  const sqlite = new SqlitePulseJournal(newFolder());
  onTestFinished(() => {
    sqlite.close();
  });
  const world = { now: 1_000_000, isConnected: true, moving: 0, mostMoving: 0, pulses: 0 };
  const reports: GateReport[] = [];
  const clock = { now: () => millis(world.now) };
  const driver = new GateDriver({
    gate: {
      open: async () => {
        world.pulses += 1;
        world.moving += 1;
        world.mostMoving = Math.max(world.mostMoving, world.moving);
        await new Promise((resolve) => setImmediate(resolve));
        world.now += 4_000; // A slow turnstile.
        world.moving -= 1;
      },
      close: () => undefined,
    },
    journal: change(sqlite),
    link: {
      get isConnected() {
        return world.isConnected;
      },
      publishReport: (report) => {
        reports.push(report);
        return Promise.resolve();
      },
    },
    log: { info: vi.fn(), warn: vi.fn() },
    clock,
    steadyClock: clock,
  });
  return { driver, reports, world };
}

const forgetful = (journal: PulseJournal): PulseJournal => ({
  begin: (scan, at) => {
    journal.begin(scan, at);
    return true;
  },
  finish: (report) => {
    journal.finish(report);
  },
  listUnfinished: () => journal.listUnfinished(),
  listUnreported: () => journal.listUnreported(),
  markReported: (scan) => {
    journal.markReported(scan);
  },
});

test.each([
  ['with its journal, a verdict that comes twice opens once', undefined, 1],
  ['positive control: without its memory it would open twice', forgetful, 2],
] as const)('%s', async (_name, change, pulses) => {
  const { driver, world } = newDriver(change);
  driver.receive(admit(scanId(1)), { retained: false });
  driver.receive(admit(scanId(1)), { retained: false });
  await driver.whenIdle();
  expect(world.pulses).toBe(pulses);
});

test('people admitted at once go through one after the other; who would wait too long is told so, and shows the pass again', async () => {
  const { driver, reports, world } = newDriver();
  for (let n = 1; n <= 4; n++) driver.receive(admit(scanId(n)), { retained: false });
  await driver.whenIdle();
  expect(world.mostMoving).toBe(1);
  expect(reports).toMatchObject([
    { scan: scanId(1), outcome: 'opened' },
    { scan: scanId(2), outcome: 'opened' },
    { scan: scanId(3), outcome: 'opened' },
    { scan: scanId(4), outcome: 'failed', why: 'the admission was too old by the time the gate was free' },
  ]);
  driver.receive(admit(scanId(5), { repeat: true }), { retained: false });
  await driver.whenIdle();
  expect(reports.at(-1)).toMatchObject({ scan: scanId(5), outcome: 'opened' });
});

test('a stale verdict uses nothing up: delivered again in time, it opens', async () => {
  const { driver, world } = newDriver();
  driver.receive(admit(scanId(1), { expiresAt: 0 }), { retained: false });
  await driver.whenIdle();
  expect(world.pulses).toBe(0);
  driver.receive(admit(scanId(1)), { retained: false });
  await driver.whenIdle();
  expect(world.pulses).toBe(1);
});

test('a retained verdict does not open', async () => {
  const { driver, world } = newDriver();
  driver.receive(admit(scanId(1)), { retained: true });
  await driver.whenIdle();
  expect(world.pulses).toBe(0);
});

test('reports wait for a connection, and keep their order', async () => {
  const { driver, reports, world } = newDriver();
  world.isConnected = false;
  driver.receive(admit(scanId(1)), { retained: false });
  driver.receive(admit(scanId(2)), { retained: false });
  await driver.whenIdle();
  expect(reports).toEqual([]);
  world.isConnected = true;
  driver.tell();
  await driver.whenIdle();
  expect(reports.map(({ scan }) => scan)).toEqual([scanId(1), scanId(2)]);
});
