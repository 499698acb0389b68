import { millis, MINUTE } from '@tanglegate/core/clock';
import type { Scan } from '@tanglegate/core/mqtt/scan';
import { expect, test } from 'vitest';
import type { DoorNews } from '../ports/display.ts';
import { admit, scanId } from '../testing/venue.ts';
import { DoorSession } from './door-session.ts';

/** A door whose time and connection the test moves. */
function newDoor(): {
  session: DoorSession;
  sent: Scan[];
  news: DoorNews[];
  world: { now: number; isConnected: boolean };
} {
  const world = { now: 1_000_000, isConnected: true };
  const sent: Scan[] = [];
  const news: DoorNews[] = [];
  const clock = { now: () => millis(world.now) };
  let ids = 0;
  const session = new DoorSession({
    link: {
      get isConnected() {
        return world.isConnected;
      },
      publishScan: (scan) => sent.push(scan),
    },
    display: { show: (one) => news.push(one) },
    newScanId: () => scanId((ids += 1)),
    clock,
    steadyClock: clock,
    direction: 'in',
    staff: 'Ada',
  });
  return { session, sent, news, world };
}

test('a retained verdict is not shown: it is an old one, whoever kept it', () => {
  const { session, news } = newDoor();
  session.readLine('TG1:A');
  session.receive(admit(scanId(1)), { retained: true });
  expect(news).toEqual([]);
  session.receive(admit(scanId(1)), { retained: false });
  session.receive(admit(scanId(1)), { retained: false });
  expect(news.map(({ kind }) => kind)).toEqual(['verdict']);
});

test('no answer yet is said once, and after ten minutes the scan is given up', () => {
  const { session, news, world, sent } = newDoor();
  session.readLine('TG1:A');
  for (let i = 0; i < 10 * 60 * 5 + 1; i++) {
    session.tick();
    world.now += 200;
  }
  expect(news.map(({ kind }) => kind)).toEqual(['no-answer-yet', 'abandoned']);
  expect(session.waiting).toBe(0);
  const sentBefore = sent.length;
  world.now += 10 * MINUTE;
  session.tick();
  expect(sent).toHaveLength(sentBefore);
});

test('five hundred scans wait for a broker that is gone; the next is told so', () => {
  const { session, news, world, sent } = newDoor();
  world.isConnected = false;
  for (let i = 0; i < 501; i++) session.readLine(`TG1:${i}`);
  expect(session.waiting).toBe(500);
  expect(news).toEqual([{ kind: 'unreadable', words: '500 scans wait for an answer: not scanned.' }]);
  world.isConnected = true;
  session.reconnect();
  expect(sent).toHaveLength(500);
  expect(sent[0]).toMatchObject({ pass: 'TG1:0', staff: 'Ada', at: 1_000_000 });
});
