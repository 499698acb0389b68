import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** For a Tangle that a test starts more than once; gone when the test is over. */
export function makeTangleFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tangle-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
