import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { lockDataFolder } from './lock-data.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const script = join(root, 'scripts/reset-data.ts');

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tanglegate-reset-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

function dataFolder(): string {
  const data = folder();
  lockDataFolder(data).release();
  writeFileSync(join(data, 'checkout.sqlite'), 'orders');
  return data;
}

/** In `cwd`, with nobody at the keyboard. */
async function reset(args: string[], cwd = root): Promise<{ code: unknown; said: string }> {
  const env = { PATH: process.env['PATH'] ?? '' };
  const child = spawn(
    process.execPath,
    ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), script, ...args],
    {
      ...{ cwd, env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [unknown]; // node's `close` event begins with the exit code.
  return { code, said };
}

test('without an answer nothing is deleted; with --yes everything is', async () => {
  const data = dataFolder();
  const unanswered = await reset(['--data', data]);
  expect(unanswered.code).toBe(1);
  expect(unanswered.said).toContain('Nobody is there to ask');
  expect(existsSync(join(data, 'checkout.sqlite'))).toBe(true);
  expect(await reset(['--data', data, '--yes'])).toEqual({ code: 0, said: `Deleted ${data}.\n` });
  expect(existsSync(data)).toBe(false);
});

test('a folder that is not ours stays, also with --yes', async () => {
  const letters = folder();
  writeFileSync(join(letters, 'letter.txt'), 'Dear aunt');
  const { code, said } = await reset(['--data', letters, '--yes']);
  expect([code, said]).toEqual([1, `${letters} is no data folder of Tanglegate: nothing was deleted.\n`]);
  expect(existsSync(join(letters, 'letter.txt'))).toBe(true);
});

test('where somebody keeps other things beside ours, only ours goes', async () => {
  const home = dataFolder();
  writeFileSync(join(home, 'letter.txt'), 'Dear aunt');
  const { code, said } = await reset(['--data', home, '--yes']);
  expect([code, said]).toEqual([
    0,
    `Deleted everything of Tanglegate in ${home}. What is not Tanglegate's stays: letter.txt\n`,
  ]);
  expect(readdirSync(home)).toEqual(['letter.txt']);
});

test('nothing is deleted under a Tanglegate that runs', async () => {
  const data = dataFolder();
  const running = lockDataFolder(data);
  const { code, said } = await reset(['--data', data, '--yes']);
  running.release();
  expect(code).toBe(1);
  expect(said).toContain('already running');
  expect(existsSync(join(data, 'checkout.sqlite'))).toBe(true);
});

test('the data folder comes from the file .env, as it does for npm start', async () => {
  const here = folder();
  const data = dataFolder();
  writeFileSync(join(here, '.env'), `TANGLEGATE_DATA=${data}\n`);
  expect(await reset(['--yes'], here)).toEqual({ code: 0, said: `Deleted ${data}.\n` });
});
