import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `npm start`, as its user starts it, on a folder and ports of its own. */
export interface Tanglegate {
  readonly url: string;
  readonly mqttUrl: string;
  readonly nodeUrl: string;
  readonly dataFolder: string;
  /** Everything it printed so far. */
  output(): string;
  /** The first match of `pattern` in what it printed, waiting for it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** kill -9 of every process it started. */
  kill(): Promise<void>;
  /** Starts again on the same folder and ports. */
  start(): Promise<void>;
  /** As Ctrl-C does; answers how long it took in milliseconds. */
  stop(): Promise<number>;
  remove(): Promise<void>;
}

async function environment(dataFolder: string): Promise<Record<string, string>> {
  return {
    TANGLEGATE_DATA: dataFolder,
    TANGLEGATE_PORT: String(await freePort()),
    TANGLEGATE_MQTT_PORT: String(await freePort()),
    TANGLEGATE_DEVNET_PORT: String(await freePort()),
  };
}

export async function launchTanglegate(extra: Record<string, string> = {}): Promise<Tanglegate> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tanglegate-'));
  const env = { ...(await environment(dataFolder)), ...extra };
  let child: ChildProcess | undefined;
  let text = '';

  const printed = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (const deadline = Date.now() + 90_000; Date.now() < deadline;) {
      const match = pattern.exec(text);
      if (match) return match;
      if (typeof child?.exitCode === 'number') break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`npm start never printed ${String(pattern)}. It printed:\n${text}`);
  };

  const start = async (): Promise<void> => {
    text = '';
    child = spawn('npm', ['start', '--silent'], {
      cwd: root,
      env: { ...process.env, ...env },
      detached: true,
    });
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await printed(/Ctrl-C/);
  };

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    process.kill(-child.pid, signal); // The whole process group: npm, its shell, and ours.
    await exited;
  };

  await start();
  return {
    url: `http://127.0.0.1:${env['TANGLEGATE_PORT'] ?? ''}`,
    mqttUrl: `mqtt://127.0.0.1:${env['TANGLEGATE_MQTT_PORT'] ?? ''}`,
    nodeUrl: `http://127.0.0.1:${env['TANGLEGATE_DEVNET_PORT'] ?? ''}`,
    dataFolder,
    output: () => text,
    printed,
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      const before = performance.now();
      await end('SIGINT');
      return performance.now() - before;
    },
    remove: async () => {
      await end('SIGKILL');
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
