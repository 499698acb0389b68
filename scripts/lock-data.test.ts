import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

test.each([
  ['a file', (file: string) => file],
  ['a place below a file', (file: string) => join(file, 'data')],
])('%s is no data folder: refused with the name of the setting', (_name, placeOf) => {
  const file = join(folder, 'letter.txt');
  writeFileSync(file, 'Dear aunt');
  const place = placeOf(file);
  expect(() => lockDataFolder(place)).toThrow(
    expect.objectContaining({
      code: 'setting-wrong',
      message: expect.stringContaining(`TANGLEGATE_DATA is "${place}": it must be a folder`) as string,
    }),
  );
});

test('a lock file that is none does not look like another Tanglegate', () => {
  writeFileSync(join(folder, 'lock.sqlite'), 'Dear aunt, this is no database'.repeat(50));
  expect(() => lockDataFolder(folder)).toThrow(expect.objectContaining({ code: 'setting-wrong' }));
});
