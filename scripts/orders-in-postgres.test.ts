import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { lockDataFolder } from './lock-data.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const demo = join(root, 'wallet-checkout/server/demo/other-event.yaml');

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-postgres-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  lockDataFolder(folder).release();
  return folder;
}

/** With a PostgreSQL in the settings that does not answer. */
async function run(script: string, args: string[], data: string): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'scripts', `${script}.ts`), ...args], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      TANGLEGATE_DATA: data,
      TANGLEGATE_DATABASE_URL: 'postgres://ada:hunter2@127.0.0.1:1/tickets',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [unknown]; // node's `close` event begins with the exit code.
  return { code, said };
}

test.each([
  ['backup-data', ['--out', join(tmpdir(), 'never.backup')], 'pg_dump'],
  ['restore-data', ['never.backup', '--yes'], 'pg_restore'],
  ['restore-data', ['--yes'], 'The database 127.0.0.1:1/tickets does not answer'],
  ['reset-data', ['--yes'], 'dropdb'],
  ['import-event', ['import', demo], 'The database 127.0.0.1:1/tickets does not answer'],
  ['audit-money', [], 'The database 127.0.0.1:1/tickets does not answer'],
  ['reset-password', ['organiser'], 'The database 127.0.0.1:1/tickets does not answer'],
])(
  '%s %j says what is so with orders in PostgreSQL, and makes no SQLite file',
  async (script, args, words) => {
    const data = dataFolder();
    const { code, said } = await run(script, args, data);
    expect(said).toContain(words);
    expect(said).not.toContain('hunter2');
    expect(code).toBe(1);
    expect(existsSync(join(data, 'lock.sqlite'))).toBe(true);
    expect(readdirSync(data)).toEqual(['lock.sqlite']);
  },
  60_000,
);
