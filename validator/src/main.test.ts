import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { makeFolder } from './testing/test-venue.ts';

const folders: ReturnType<typeof makeFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function run(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number; out: string; err: string }> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const options = {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { PATH: process.env['PATH'], ...env },
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', main, ...args],
      options,
      (_error, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err });
      },
    );
  });
}

test('--help says what it does, its settings and its exit codes', async () => {
  const { code, out } = await run(['--help'], {});
  expect(code).toBe(0);
  for (const word of ['TANGLEGATE_MQTT_USERNAME', 'TANGLEGATE_VENUE', 'Exit codes'])
    expect(out).toContain(word);
});

test('a wrong setting, and a damaged file, stop the start in one line of words, with nothing secret in it', async () => {
  const folder = makeFolder();
  folders.push(folder);
  const wrong = await run([], {
    TANGLEGATE_MQTT_USERNAME: 'v',
    TANGLEGATE_MQTT_PASSWORD: 'hush',
    TANGLEGATE_VENUE: 'X',
  });
  expect(wrong).toEqual({
    ...{ code: 2, out: '' },
    err: 'setting-wrong: TANGLEGATE_VENUE is "X": it must be a venue id: 1 to 40 of a-z, 0-9 and -.\n',
  });
  writeFileSync(join(folder.path, 'validator-main.sqlite'), 'no database'.repeat(1_000));
  const env = {
    TANGLEGATE_DATA: folder.path,
    TANGLEGATE_MQTT_USERNAME: 'v',
    TANGLEGATE_MQTT_PASSWORD: 'hush',
  };
  const damaged = await run([], env);
  expect(damaged).toMatchObject({ code: 1, out: '' });
  expect(damaged.err).toMatch(/^store-damaged: The admissions at .* are damaged .*backup.*\n$/);
  expect(damaged.err).not.toContain('hush');
});
