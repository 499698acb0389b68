import { expect, test } from 'vitest';
import { gateReportSchema } from '@tanglegate/core/mqtt/gate';
import { HandDrivenDoor } from '../testing/hand-driven-door.ts';
import { admit, refuse, SCAN_ID } from '../testing/verdicts.ts';

function connected(): HandDrivenDoor {
  const hand = new HandDrivenDoor();
  hand.connect();
  return hand;
}

test('the gate is expected after an ADMIT, and opens on its report', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  hand.link.onAnswer(admit());
  expect(hand.door.state().gate.state).toBe('expected');
  hand.link.onGateReport(gateReportSchema.parse({ scan: SCAN_ID, outcome: 'opened', at: 1 }));
  expect(hand.door.state().gate.state).toBe('opened');
});

test('no gate is expected after a refusal; three seconds of silence after an ADMIT are said', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  hand.link.onAnswer(refuse('revoked'));
  expect(hand.door.state().gate.state).toBe('closed');
  hand.camera.onCode('TG1:B');
  hand.link.onAnswer(admit({ id: 'scan-0000-0000-0002' }));
  hand.wait(3_100);
  expect(hand.door.state().gate.state).toBe('silent');
});

test('a hand scanner’s code is a scan each time; a mangled one is explained and not sent', () => {
  const hand = connected();
  hand.door.enterTyped('TG1:A ');
  hand.door.enterTyped('TG1:A ');
  expect(hand.published.map(({ pass }) => pass)).toEqual(['TG1:A ', 'TG1:A ']);
  hand.door.enterTyped('tg1:a');
  expect(hand.door.state().stage).toEqual({ kind: 'unreadable', problem: 'layout' });
  hand.door.enterTyped('');
  expect(hand.published).toHaveLength(2);
});

test('a scan goes in the direction that is set, and the device keeps it', () => {
  const hand = connected();
  hand.door.setDirection('out');
  hand.camera.onCode('TG1:A');
  expect(hand.published[0]?.direction).toBe('out');
  expect(hand.kept).toEqual(['out']);
});

test('a closed door does nothing any more', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  hand.door.close();
  hand.wait(5_000);
  expect(hand.published).toHaveLength(1);
});
