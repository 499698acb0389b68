import { expect, test } from 'vitest';
import { busySchema } from '@tanglegate/core/mqtt/verdict';
import { HandDrivenDoor } from '../testing/hand-driven-door.ts';
import { admit, refuse, SCAN_ID } from '../testing/verdicts.ts';

function connected(): HandDrivenDoor {
  const hand = new HandDrivenDoor();
  hand.connect();
  return hand;
}

test('a code held before the camera is one scan, its text untouched', () => {
  const hand = connected();
  for (let frame = 0; frame < 30; frame++) {
    hand.camera.onCode('TG1: A B ');
    hand.wait(100);
    if (frame === 2) hand.link.onAnswer(admit());
  }
  expect(hand.published).toHaveLength(1);
  expect(hand.published[0]).toMatchObject({ pass: 'TG1: A B ', direction: 'in' });
});

test('an ADMIT comes on screen with its tone and gives way by itself', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  expect(hand.screen()).toBe('asking');
  hand.link.onAnswer(admit());
  expect(hand.screen()).toBe('verdict');
  hand.wait(1_100);
  expect(hand.screen()).toBe('verdict');
  hand.wait(200);
  expect(hand.screen()).toBe('camera');
  expect(hand.tones).toEqual(['admit']);
});

test('a refusal stays until the guard has seen it', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  hand.link.onAnswer(refuse('revoked'));
  hand.wait(60_000);
  expect(hand.screen()).toBe('verdict');
  hand.door.next();
  expect(hand.screen()).toBe('camera');
  expect(hand.tones).toEqual(['refused']);
});

test('the next showing takes the place of a refusal', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  hand.link.onAnswer(refuse('revoked'));
  hand.camera.onCode('TG1:B');
  expect(hand.screen()).toBe('asking');
});

test('without an answer it is grey, is sent again with the same id, and resolves itself', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  hand.wait(4_000);
  expect(hand.screen()).toBe('no-answer');
  expect(hand.published.length).toBeGreaterThan(2);
  expect(new Set(hand.published.map(({ id, at }) => `${id} ${at}`)).size).toBe(1);
  hand.link.onAnswer(admit());
  expect(hand.screen()).toBe('verdict');
  expect(hand.tones).toEqual(['no-answer', 'admit']);
});

test('offline it says so at once, and asks when the connection is back', () => {
  const hand = connected();
  hand.disconnect();
  hand.camera.onCode('TG1:A');
  expect(hand.screen()).toBe('no-answer');
  hand.wait(30_000);
  expect(hand.published).toHaveLength(0);
  hand.connect();
  expect(hand.published.map(({ id }) => id)).toEqual([SCAN_ID]);
});

test('a busy validator is asked again when it said, with the same scan', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  hand.link.onAnswer(busySchema.parse({ id: SCAN_ID, decision: 'busy', retryAfterMs: 400 }));
  expect(hand.screen()).toBe('asking');
  hand.wait(500);
  expect(hand.published.map(({ id }) => id)).toEqual([SCAN_ID, SCAN_ID]);
});

test('the guard may leave a scan without an answer; a late verdict is in the last ten and not on screen', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  hand.wait(2_000);
  hand.door.next();
  const sent = hand.published.length;
  hand.link.onAnswer(admit());
  hand.wait(10_000);
  expect(hand.screen()).toBe('camera');
  expect(hand.published).toHaveLength(sent);
  expect(hand.door.state().recent[0]?.verdict?.decision).toBe('admit');
});

test('“ask again” sends the same scan at once; without a connection there is nothing to send', () => {
  const hand = connected();
  hand.camera.onCode('TG1:A');
  hand.door.askAgain();
  expect(hand.published.map(({ id }) => id)).toEqual([SCAN_ID, SCAN_ID]);
  hand.disconnect();
  hand.door.askAgain();
  expect(hand.published).toHaveLength(2);
});
