import { expect, test } from 'vitest';
import { MINUTE } from '@tanglegate/core/clock';
import { doors, later, NOW } from '../testing/organiser.ts';
import { scanOf, useOf } from '../testing/scans.ts';
import type { ScanToDecide, UseRuling } from './finding.ts';
import { NO_PAST, settleReusedId, settleScan, type Passage, type Past } from './settle-scan.ts';

const passage = (changes: Partial<Passage> = {}): Passage => ({
  ...{ entry: 1, direction: 'in', at: NOW, door: doors.north2, doorName: 'North 2', opened: false },
  ...changes,
});
const entered = passage();
const left = passage({ direction: 'out', at: later(NOW, 30 * MINUTE) });

function at(
  door: 'north1' | 'north2',
  ms: number,
  direction: 'in' | 'out' = 'in',
  use: Partial<UseRuling> = {},
): ScanToDecide {
  return scanOf({ door: doors[door], now: later(NOW, ms), direction, ruling: { ...useOf(), ...use } });
}

test.each<[string, ScanToDecide, Past, object]>([
  ['the first entry', at('north2', 0), NO_PAST, { entry: 1, direction: 'in', isNew: true }],
  ['a double tap', at('north2', 900), { passages: [entered] }, { entry: 1, direction: 'in', isNew: false }],
  ['a stuck turnstile, a minute later', at('north2', MINUTE), { passages: [entered] }, { isNew: false }],
  [
    'a double tap after the clock stepped back',
    at('north2', -MINUTE),
    { passages: [entered] },
    { isNew: false },
  ],
  [
    'leaving',
    at('north1', MINUTE, 'out'),
    { passages: [entered] },
    { entry: 1, direction: 'out', isNew: true },
  ],
  [
    'leaving, tapped twice',
    at('north2', 30 * MINUTE + 900, 'out'),
    { passages: [left, entered] },
    { isNew: false },
  ],
  [
    'coming back where the rules allow it',
    at('north1', 31 * MINUTE, 'in', { reEntry: true }),
    { passages: [left, entered] },
    {
      ...{ entry: 2, direction: 'in', isNew: true },
    },
  ],
])('admitted: %s', (_name, scan, past, expected) => {
  const { finding, passage: made } = settleScan(scan, past);
  expect(made).toMatchObject(expected);
  expect(finding).toMatchObject({
    decision: 'admit',
    id: scan.id,
    at: scan.now,
    repeat: made?.isNew === false,
  });
});

test.each<[string, ScanToDecide, Past, object]>([
  [
    'a second later at another door',
    at('north1', 1_000),
    { passages: [entered] },
    {
      ...{
        reason: 'already-used',
        words: 'Used 20:14 at North 2',
        used: { at: NOW, door: 'north-2', doorName: 'North 2' },
      },
    },
  ],
  [
    'at the same door after the minute',
    at('north2', MINUTE + 1),
    { passages: [entered] },
    { reason: 'already-used' },
  ],
  [
    'at the same door after its gate opened',
    at('north2', 900),
    { passages: [passage({ opened: true })] },
    {
      ...{ reason: 'already-used', words: 'Used 20:14 at North 2' },
    },
  ],
  [
    'the next day',
    at('north1', 24 * 60 * MINUTE),
    { passages: [entered] },
    { words: 'Used 20:14 on 14 Nov at North 2' },
  ],
  [
    'coming back where the rules do not allow it',
    at('north1', 31 * MINUTE),
    { passages: [left, entered] },
    {
      ...{ reason: 'already-used', words: 'Used 20:14 at North 2, left 20:44', used: { at: NOW } },
    },
  ],
  ['leaving without having come in', at('north1', 0, 'out'), NO_PAST, { reason: 'not-inside' }],
  [
    'leaving twice',
    at('north1', 40 * MINUTE, 'out'),
    { passages: [left, entered] },
    {
      ...{ reason: 'not-inside', words: 'Not inside: left 20:44 at North 2' },
    },
  ],
  [
    'a live pass shown in another zone a moment ago',
    at('north1', 0),
    { passages: [], livePassSeen: { doorName: 'Balcony 1' } },
    {
      ...{ reason: 'stale-pass' },
    },
  ],
])('refused: %s', (_name, scan, past, expected) => {
  const settled = settleScan(scan, past);
  expect(settled.passage).toBeUndefined();
  expect(settled.finding).toMatchObject({ decision: 'refuse', id: scan.id, zoneName: 'Floor', ...expected });
});

test('what the register refuses stays refused, whatever happened before', () => {
  const ruling = {
    kind: 'refuse',
    reason: 'too-early',
    words: 'Entry begins 19:00',
    boundary: NOW,
    seen: {},
  } as const;
  expect(settleScan(scanOf({ ruling }), { passages: [entered] })).toEqual({
    finding: expect.objectContaining({ decision: 'refuse', reason: 'too-early', boundary: NOW }) as unknown,
  });
});

test('a scan id that came with another pass is malformed, though the pass is good', () => {
  expect(settleReusedId(scanOf()).finding).toMatchObject({ decision: 'refuse', reason: 'malformed' });
});
