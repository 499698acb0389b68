import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ScriptRun {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/** A command as its user runs it, with nobody at the keyboard. */
export async function runScript(
  [script, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Promise<ScriptRun> {
  const child = spawn(join(root, 'node_modules/.bin/tsx'), [join(root, 'scripts', script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [unknown]; // node's `close` event begins with the exit code.
  return { code, out, err };
}

/** Gone when the test is over. */
export function scriptFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tanglegate-scripts-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}
