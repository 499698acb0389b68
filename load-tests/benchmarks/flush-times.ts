import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { quantile, rounded } from '../figures.ts';

const FLUSHES = 200;
/** A page of SQLite's log. */
const BYTES = 4_096;

/** What the disk alone takes to keep something: no commit is faster. Measured in the run whose commits it explains. */
export function timeFlushes(folder: string): { flushP50Ms: number; flushP99Ms: number } {
  const file = openSync(join(folder, 'flushed'), 'w');
  const page = Buffer.alloc(BYTES, 1);
  const timesMs = Array.from({ length: FLUSHES }, () => {
    const startedAt = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    return performance.now() - startedAt;
  });
  closeSync(file);
  return { flushP50Ms: rounded(quantile(timesMs, 0.5)), flushP99Ms: rounded(quantile(timesMs, 0.99)) };
}
