import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { scanIdSchema } from '@tanglegate/core/ids';
import { gateReportSchema } from '@tanglegate/core/mqtt/gate';
import {
  closedGate,
  expectGate,
  hearGate,
  REPORT_EXPECTED_WITHIN_MS,
  SHOWN_OPEN_FOR_MS,
  tickGate,
  TROUBLE_SHOWN_FOR_MS,
} from './gate-watch.ts';

const scan = scanIdSchema.parse('scan-0000-0000-0001');
const other = scanIdSchema.parse('scan-0000-0000-0002');
const opened = gateReportSchema.parse({ scan, outcome: 'opened', at: 5 });
const failed = gateReportSchema.parse({ scan, outcome: 'failed', at: 5, why: 'jammed' });
const expected = expectGate(closedGate, scan, millis(1_000));

test('the drawing opens on the report, not on the verdict', () => {
  expect(expected.state).toBe('expected');
  expect(hearGate(expected, opened, millis(1_200))).toEqual({ state: 'opened', scan, since: 1_200 });
});

test('a failure is told in the driver’s words', () => {
  expect(hearGate(expected, failed, millis(1_200))).toMatchObject({ state: 'failed', why: 'jammed' });
});

test('a report about another scan changes nothing', () => {
  expect(hearGate(expected, { ...opened, scan: other }, millis(1_200))).toBe(expected);
});

test('a report that overtakes its verdict is not lost; one of another scan does not open', () => {
  const early = hearGate(closedGate, opened, millis(900));
  expect(early.state).toBe('closed');
  expect(expectGate(early, scan, millis(1_000)).state).toBe('opened');
  expect(expectGate(early, other, millis(1_000)).state).toBe('expected');
});

test('three seconds without a report are said, and a late report is still heard', () => {
  expect(tickGate(expected, millis(999 + REPORT_EXPECTED_WITHIN_MS))).toBe(expected);
  const silent = tickGate(expected, millis(1_000 + REPORT_EXPECTED_WITHIN_MS));
  expect(silent.state).toBe('silent');
  expect(hearGate(silent, opened, millis(9_000)).state).toBe('opened');
});

test('what was shown gives way after a while; trouble stays longer', () => {
  const open = hearGate(expected, opened, millis(1_000));
  expect(tickGate(open, millis(999 + SHOWN_OPEN_FOR_MS))).toBe(open);
  expect(tickGate(open, millis(1_000 + SHOWN_OPEN_FOR_MS))).toEqual(closedGate);
  const broken = hearGate(expected, failed, millis(1_000));
  expect(tickGate(broken, millis(1_000 + SHOWN_OPEN_FOR_MS))).toBe(broken);
  expect(tickGate(broken, millis(1_000 + TROUBLE_SHOWN_FOR_MS))).toEqual(closedGate);
});
