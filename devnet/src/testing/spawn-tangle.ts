import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main-tangle.ts', import.meta.url));

export interface RunningTangle {
  readonly networkName: string;
  /** Everything that it printed. */
  readonly output: () => string;
  /** Whether its node does. */
  answers(): Promise<boolean>;
  /** Resolves with its exit code, or null after a kill. */
  stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>;
}

/** `npm run tangle`, as a process of its own. @throws Error with what it printed when it stops at once. */
export async function spawnTangle(data: string): Promise<RunningTangle> {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      ...process.env,
      TANGLEGATE_DATA: data,
      TANGLEGATE_TANGLE_PORT: '0',
      TANGLEGATE_TANGLE_FAUCET_PORT: '0',
      TANGLEGATE_TANGLE_MILESTONE_MS: '1000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('Ctrl-C')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code) => {
      reject(new Error(`exit ${code}: ${output}`));
    });
  });
  const nodeUrl = /node +(http:\S+)/.exec(output)?.[1] ?? '';
  return {
    networkName: /network +([^\s,]+)/.exec(output)?.[1] ?? '',
    output: () => output,
    answers: () =>
      fetch(`${nodeUrl}/api/core/v2/info`).then(
        ({ ok }) => ok,
        () => false,
      ),
    stop: async (signal) => {
      const closed = once(child, 'close');
      child.kill(signal);
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}
