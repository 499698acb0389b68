import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataFolder } from './lock-data.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tg-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a second start on the same folder is told so, and may have it once the first has ended', () => {
  const first = lockDataFolder(folder);
  expect(() => lockDataFolder(folder)).toThrow(expect.objectContaining({ code: 'data-folder-in-use' }));
  first.release();
  lockDataFolder(folder).release();
});
