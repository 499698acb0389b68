import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { readmeRecipes } from './readme-recipes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tg-readme-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Every line of every `sh` block. */
function readmeCommands(): string[] {
  const blocks = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```sh\n(.*?)```/gs);
  const lines = [...blocks].flatMap(([, text]) => (text ?? '').split('\n'));
  return [...new Set(lines.map((line) => line.replace(/\s+#.*$/, '').trim()).filter((line) => line !== ''))];
}

async function environment(): Promise<NodeJS.ProcessEnv> {
  const ports = ['PORT', 'MQTT_PORT', 'MQTT_WEBSOCKET_PORT', 'DEVNET_PORT', 'VALIDATOR_PORT'];
  const free = await Promise.all(ports.map(async (name) => [`TANGLEGATE_${name}`, String(await freePort())]));
  return { ...process.env, TANGLEGATE_DATA: folder, ...(Object.fromEntries(free) as Record<string, string>) };
}

interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** Runs the line as a shell does; ends it as Ctrl-C does once it has printed `until`. */
async function runLine(line: string, until: RegExp | undefined): Promise<Run> {
  const child = spawn(line, { cwd: root, env: await environment(), shell: true, detached: true });
  child.stdin.end();
  let output = '';
  let interrupted = false;
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    if (interrupted || !until?.test(output) || child.pid === undefined) return;
    interrupted = true;
    process.kill(-child.pid, 'SIGINT');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

test('every command of the README has a recipe here, and no recipe is left over', () => {
  expect(Object.keys(readmeRecipes).sort()).toEqual(readmeCommands().sort());
});

test.each(Object.entries(readmeRecipes).filter(([, recipe]) => 'expect' in recipe))(
  '%s',
  async (line, recipe) => {
    if (!('expect' in recipe)) return;
    const { code, output } = await runLine(line, recipe.runsUntilStopped ? recipe.expect : undefined);
    expect(output).toMatch(recipe.expect);
    if (!recipe.runsUntilStopped) expect(code, output).toBe(0);
  },
);
