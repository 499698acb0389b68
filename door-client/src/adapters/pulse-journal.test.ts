import { HOUR, millis } from '@tanglegate/core/clock';
import { expect, onTestFinished, test } from 'vitest';
import { newFolder, scanId } from '../testing/venue.ts';
import { SqlitePulseJournal } from './pulse-journal.ts';

function open(folder: string, limits?: { maxPulses: number }): SqlitePulseJournal {
  const journal = new SqlitePulseJournal(folder, limits);
  onTestFinished(() => {
    journal.close();
  });
  return journal;
}

test('a scan begins once, also for another process on the same folder, and after a restart', () => {
  const folder = newFolder();
  expect(open(folder).begin(scanId(1), millis(1))).toBe(true);
  expect(open(folder).begin(scanId(1), millis(2))).toBe(false);
});

test('what happened stands as first written, until it is reported', () => {
  const journal = open(newFolder());
  journal.begin(scanId(1), millis(1));
  expect(journal.listUnfinished()).toEqual([scanId(1)]);
  const report = { scan: scanId(1), outcome: 'opened', at: millis(2) } as const;
  journal.finish(report);
  journal.finish({ scan: scanId(1), outcome: 'failed', at: millis(3), why: 'late' });
  expect(journal.listUnfinished()).toEqual([]);
  expect(journal.listUnreported()).toEqual([report]);
  journal.markReported(scanId(1));
  expect(journal.listUnreported()).toEqual([]);
});

test('it forgets what is a month older than the newest pulse, and all but the newest so many', () => {
  const folder = newFolder();
  const first = open(folder);
  first.begin(scanId(1), millis(0));
  for (let n = 2; n <= 6; n++) first.begin(scanId(n), millis(31 * 24 * HOUR + n));
  const journal = open(folder, { maxPulses: 3 });
  const isForgotten = [1, 2, 3, 4, 5, 6].map((n) => journal.begin(scanId(n), millis(31 * 24 * HOUR + 7)));
  expect(isForgotten).toEqual([true, true, true, false, false, false]);
});
