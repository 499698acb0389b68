import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitFor } from './wait-for.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One part of Tanglegate in a process of its own, started with the README's command. */
export interface Part {
  stop(): Promise<void>;
}

/** @param command what stands behind `npm run`; `ready` is asked until it answers anything but undefined */
export async function startPart(
  command: string,
  env: Readonly<Record<string, string>>,
  ready: (output: string) => Promise<unknown>,
): Promise<Part> {
  const child = spawn('npm', ['run', '--silent', command], {
    cwd: root,
    env: { ...process.env, ...env },
    detached: true,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const stop = async (): Promise<void> => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    process.kill(-child.pid, 'SIGTERM');
    await exited;
  };
  try {
    await waitFor(`npm run ${command}`, async () => {
      if (child.exitCode !== null) throw new Error(output);
      return ready(output);
    });
  } catch (error) {
    await stop();
    throw new Error(`npm run ${command} did not start. It printed:\n${output}`, { cause: error });
  }
  return { stop };
}

/** For `ready`: does something answer there with a success? */
export async function answers(url: string): Promise<true | undefined> {
  return (await fetch(url)).ok ? true : undefined;
}
