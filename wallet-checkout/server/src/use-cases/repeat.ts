import { messageOf } from '@tanglegate/core/errors';
import type { Log } from '../ports/log.ts';
import { pause } from './pause.ts';

export interface Repeated {
  stop(): Promise<void>;
}

/** Does `work`, waits, does it again: never twice at a time. A failure is logged, and the next turn comes all the same. */
export function repeat(what: string, everyMs: number, work: () => Promise<unknown>, log: Log): Repeated {
  const stopping = new AbortController();
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await work().catch((error: unknown) => {
        log.error({ error: messageOf(error) }, `${what} failed; it is tried again`);
      });
      await pause(everyMs, stopping.signal);
    }
  }
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
