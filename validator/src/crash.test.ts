import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { doorIdSchema, type ScanId } from '@tanglegate/core/ids';
import {
  eventFact,
  issueTicket,
  makeOrganiser,
  newScanId,
  venue,
  venueFacts,
  zones,
} from './testing/organiser.ts';
import { makeFolder, startBroker, TestCheckout, TestDoor } from './testing/test-venue.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run validator`, as a process that can be killed. */
function startValidator(data: string, url: string): ChildProcess {
  const env = {
    ...process.env,
    ...{
      TANGLEGATE_DATA: data,
      TANGLEGATE_VENUE: venue,
      TANGLEGATE_MQTT_URL: url,
      TANGLEGATE_LOG_LEVEL: 'error',
    },
    ...{
      TANGLEGATE_MQTT_USERNAME: 'validator',
      TANGLEGATE_MQTT_PASSWORD: 'x',
      TANGLEGATE_VALIDATOR_PORT: '0',
    },
  };
  return spawn(process.execPath, ['--import', 'tsx', MAIN], { cwd: ROOT, env, stdio: 'ignore' });
}

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

interface Showing {
  readonly lane: TestDoor;
  readonly id: ScanId;
  readonly pass: string;
}

/** Asks until there is a verdict, as a door does: the same scan, again and again. */
async function insist({ lane, id, pass }: Showing): Promise<void> {
  for (;;) {
    const soon = new Promise<undefined>((resolve) => setTimeout(resolve, 300, undefined));
    const answer = await Promise.race([lane.ask({ id, pass }), soon]);
    if (answer !== undefined && answer.decision !== 'busy') return;
  }
}

async function openHouse() {
  const folder = makeFolder();
  cleanUp.push(() => {
    folder.remove();
  });
  const broker = await startBroker();
  cleanUp.push(() => broker.stop());
  const organiser = makeOrganiser();
  const checkout = await TestCheckout.connect(broker.url);
  cleanUp.push(() => checkout.stop());
  const opensAt = millis(0);
  const open = eventFact(organiser, { opensAt, startsAt: opensAt, closesAt: millis(Date.now() + 3_600_000) });
  const ids = Array.from({ length: 8 }, (_, i) => doorIdSchema.parse(`door-${i}`));
  const tickets = await Promise.all(Array.from({ length: 120 }, () => issueTicket(organiser)));
  checkout.publish(...venueFacts(organiser), open, ...tickets.map(({ issued }) => issued));
  for (const door of ids) checkout.publish({ kind: 'door', door, venue, zone: zones.floor, name: door });
  const lanes = await Promise.all(ids.map((id) => TestDoor.connect(broker.url, id)));
  cleanUp.push(async () => {
    for (const lane of lanes) await lane.stop();
  });
  let child: ChildProcess | undefined;
  cleanUp.push(() => {
    child?.kill('SIGKILL');
  });
  return {
    ...{ checkout, lanes, tickets },
    start(): void {
      child = startValidator(folder.path, broker.url);
    },
    async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
      if (child === undefined) return null;
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
      return child.exitCode;
    },
  };
}

test('killed in the middle, again and again: no ticket gets in twice, no verdict is lost, none changes', async () => {
  const house = await openHouse();
  const { checkout, lanes, tickets } = house;
  const heard = new Map<string, Set<string>>();
  for (const lane of lanes) {
    lane.onAnswer = (answer) => {
      if (answer.decision === 'busy') return;
      const said = answer.decision === 'refuse' ? answer.reason : answer.decision;
      heard.set(answer.id, (heard.get(answer.id) ?? new Set()).add(said));
    };
  }
  house.start();
  await vi.waitFor(() => {
    expect(checkout.acknowledged).toBe(checkout.count);
  }, 30_000);

  // Each ticket is shown at two doors at once: one of them must lose, whatever dies in between.
  const pairs = tickets.map(({ pass }, i) => {
    const two = [lanes[i % 8], lanes[(i + 1) % 8]].filter((lane) => lane !== undefined);
    return two.map((lane) => ({ lane, id: newScanId(), pass }));
  });
  const queue = async (first: number): Promise<void> => {
    for (const pair of pairs.filter((_, i) => i % 8 === first)) await Promise.all(pair.map(insist));
  };
  const queues = Promise.all(lanes.map((_, i) => queue(i)));
  for (const answered of [20, 90, 170]) {
    await vi.waitFor(() => {
      expect(heard.size).toBeGreaterThan(answered);
    }, 30_000);
    await house.stop('SIGKILL');
    house.start();
  }
  await queues;
  for (const scan of pairs.flat()) await insist(scan);

  for (const pair of pairs) {
    const said = pair.map(({ id }) => [...(heard.get(id) ?? [])]);
    expect(said.map((one) => one.length)).toEqual([1, 1]);
    expect(said.flat().sort()).toEqual(['admit', 'already-used']);
  }
  expect(await house.stop('SIGTERM')).toBe(0);
}, 90_000);
