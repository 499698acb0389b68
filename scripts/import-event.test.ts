import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const demo = join(root, 'wallet-checkout/server/demo/demo-event.yaml');

async function run(script: string, ...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = spawn(join(root, 'node_modules/.bin/tsx'), [join(root, 'scripts', script), ...args], {
    cwd: root,
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [unknown]; // node's `close` event begins with the exit code.
  return { code, out, err };
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tanglegate-scripts-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true });
  });
  return made;
}

test('an event is imported, and changed by importing it again', async () => {
  const data = folder();
  const first = await run('import-event.ts', 'import', demo, '--data', data);
  expect(first).toEqual({ code: 0, out: 'Tanglegate Demo Night (demo-night) is on sale.\n', err: '' });
  const again = await run('import-event.ts', 'import', demo, '--data', data, '--json');
  expect(JSON.parse(again.out)).toEqual({ event: 'demo-night', number: 1, isNew: false });
}, 60_000);

test('a wrong file is told line by line, with an exit code of its own, and nothing is stored', async () => {
  const data = folder();
  const file = join(data, 'wrong.yaml');
  writeFileSync(
    file,
    readFileSync(demo, 'utf8').replace('price: 2.5', 'price: 2,5').replace('floor]', 'cellar]'),
  );
  const wrong = await run('import-event.ts', 'import', file, '--data', data);
  expect([wrong.code, wrong.out]).toEqual([2, '']);
  expect(wrong.err).toMatch(
    /^This event file cannot be taken\. Nothing was changed\.\nline \d+, column \d+, tiers\.0\.price: found "2,5"/,
  );
  const missing = await run('import-event.ts', 'import', join(data, 'none.yaml'), '--data', data);
  expect([missing.code, missing.out, missing.err]).toEqual([
    1,
    '',
    expect.stringContaining('none.yaml was not read'),
  ]);
}, 60_000);

test('a file is checked without storing anything', async () => {
  const checked = await run('import-event.ts', 'check', demo);
  expect(checked).toEqual({
    code: 0,
    out:
      "Tanglegate Demo Night (demo-night), at Weavers' Hall:\n  Standing: 2.5, 300 tickets\n" +
      '  All areas: 7.5, 8 tickets\n  Community ticket: free, 100 tickets\n',
    err: '',
  });
}, 60_000);

test('a password is reset only where there is somebody', async () => {
  const data = folder();
  const nowhere = await run('reset-password.ts', '--data', data);
  expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('There is no checkout at')]);
  await run('import-event.ts', 'import', demo, '--data', data);
  const nobody = await run('reset-password.ts', 'ada', '--data', data);
  expect([nobody.code, nobody.err]).toEqual([
    1,
    'There is no user "ada". There is none yet: `npm start` makes one.\n',
  ]);
  for (const script of ['reset-password.ts', 'import-event.ts'])
    expect((await run(script, '--help')).out).toContain('Usage:');
}, 60_000);
