import { messageOf } from '@tanglegate/core/errors';
import type { DutyLock } from '../ports/duty.ts';
import type { Log } from '../ports/log.ts';
import { pause } from './pause.ts';

/** As long as the duty is ours. */
export interface Term {
  stop(): Promise<void>;
}

export interface KeepDutyParts {
  readonly lock: DutyLock;
  /** The duty is ours from now on. */
  readonly startTerm: () => Term;
  /** Another has it. */
  readonly standBy: () => Promise<void>;
  /** Nobody knows whose it is: the database does not answer. */
  readonly fail: (error: unknown) => void;
  readonly log: Log;
  /** Between two tries of those that wait. */
  readonly retryMs: number;
}

async function serve(parts: KeepDutyParts, stopped: Promise<'stopped'>): Promise<void> {
  const held = await parts.lock.tryTake();
  if (held === undefined) {
    await parts.standBy();
    return;
  }
  const term = parts.startTerm();
  try {
    if ((await Promise.race([held.lost, stopped])) !== 'stopped')
      parts.log.warn({}, 'the lock of the follower was lost: another checkout may follow the ledger now');
    await term.stop();
  } finally {
    await held.giveBack();
  }
}

/** Takes the duty whenever it is free, stops as soon as it is lost, and tries again. */
export function keepDuty(parts: KeepDutyParts): { start(): void; stop(): Promise<void> } {
  const stopping = new AbortController();
  const stopped = new Promise<'stopped'>((resolve) => {
    stopping.signal.addEventListener('abort', () => {
      resolve('stopped');
    });
  });
  let running: Promise<void> = Promise.resolve();
  async function run(): Promise<void> {
    let isSaid = false;
    while (!stopping.signal.aborted) {
      try {
        await serve(parts, stopped);
        isSaid = false;
      } catch (error) {
        if (!isSaid)
          parts.log.warn({ error: messageOf(error) }, 'whose turn it is to follow the ledger is not known');
        isSaid = true;
        parts.fail(error);
      }
      await pause(parts.retryMs, stopping.signal);
    }
  }
  return {
    start: () => {
      running = run();
    },
    stop: async () => {
      stopping.abort();
      await running;
      await parts.lock.close();
    },
  };
}
