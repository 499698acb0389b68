import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { scanIdSchema } from '@tanglegate/core/ids';
import { admit, refuse, SCAN_ID } from '../testing/verdicts.ts';
import { addRecent, answerRecent, RECENT_SCANS, type RecentScan } from './recent-scans.ts';

const entry = (id: string): RecentScan => ({ scan: scanIdSchema.parse(id), at: millis(1), direction: 'in' });

test('the newest is first, and the eleventh is forgotten', () => {
  let recent: readonly RecentScan[] = [];
  for (let number = 10; number <= 21; number++)
    recent = addRecent(recent, entry(`scan-0000-0000-00${number}`));
  expect(recent).toHaveLength(RECENT_SCANS);
  expect(recent[0]?.scan).toBe('scan-0000-0000-0021');
  expect(recent.at(-1)?.scan).toBe('scan-0000-0000-0012');
});

test('a verdict lands at its own scan, however late, and the first one stands', () => {
  const recent = [entry('scan-0000-0000-0002'), entry(SCAN_ID)];
  const answered = answerRecent(recent, admit());
  expect(answered.map(({ verdict }) => verdict?.decision)).toEqual([undefined, 'admit']);
  expect(answerRecent(answered, refuse('revoked'))).toEqual(answered);
});
