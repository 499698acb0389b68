import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface RunningDevnet {
  readonly rpcUrl: string;
  readonly faucetUrl: string;
  /** Everything that it printed. */
  readonly output: () => string;
  /** Resolves with its exit code, or null after a kill. */
  stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>;
}

/** `npm run devnet`, as a process of its own. @throws Error with what it printed when it stops at once. */
export async function spawnDevnet(data: string, args: readonly string[] = []): Promise<RunningDevnet> {
  const child = start(data, args);
  let output = '';
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /JSON-RPC +(http:\S+)/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('close', (code) => {
      reject(new Error(`exit ${code}: ${output}`));
    });
  });
  const url = await ready;
  return {
    rpcUrl: url,
    faucetUrl: url,
    output: () => output,
    stop: async (signal) => {
      const closed = once(child, 'close');
      child.kill(signal);
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}

function start(data: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    env: { ...process.env, TANGLEGATE_DATA: data, TANGLEGATE_DEVNET_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
