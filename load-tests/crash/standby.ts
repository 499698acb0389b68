import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { KilledCheckoutNews, KilledCheckoutOrder } from '../processes/killed-checkout.ts';

/** A checkout that was told to start. */
export interface Victim {
  /** Resolves when it says so. @throws when it ends first, or `mostMs` pass */
  hears(news: KilledCheckoutNews, mostMs: number): Promise<void>;
  hasSaid(news: KilledCheckoutNews): boolean;
  /** Kill -9; resolves when it is gone. @throws when it had ended by itself */
  kill(): Promise<void>;
}

export interface Standbys {
  start(order: KilledCheckoutOrder): Victim;
  end(): void;
}

function victimOf(child: ChildProcess): Victim {
  const heard = new Set<string>();
  let isGone = false;
  child.on('message', (message) => {
    const { news } = message as { news: KilledCheckoutNews }; // Both ends are ours.
    heard.add(news);
    child.emit('heard');
  });
  const exited = once(child, 'exit').then(() => (isGone = true));
  const mustLive = (): void => {
    if (!isGone) return;
    throw new Error(`the checkout is gone: ${String(child.exitCode ?? child.signalCode)}`);
  };
  return {
    async hears(news, mostMs) {
      const giveUp = AbortSignal.timeout(mostMs);
      while (!heard.has(news)) {
        mustLive();
        if (giveUp.aborted) throw new Error(`the checkout did not say "${news}" within ${mostMs} ms`);
        await Promise.race([once(child, 'heard'), exited, pause(mostMs, undefined, { ref: false })]);
      }
    },
    hasSaid: (news) => heard.has(news),
    async kill() {
      mustLive();
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Processes that have all code loaded and wait for their order: a restart is then as short as opening the data takes. */
export function standbys(file: string, count: number): Standbys {
  const living = new Set<ChildProcess>();
  const add = (): ChildProcess => {
    const child = fork(file, { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
    living.add(child);
    child.once('exit', () => living.delete(child));
    return child;
  };
  const waiting = Array.from({ length: count }, add);
  return {
    start(order) {
      const child = waiting.shift() ?? add();
      waiting.push(add());
      const victim = victimOf(child);
      child.send(order);
      return victim;
    },
    end() {
      for (const child of living) child.kill('SIGKILL');
    },
  };
}
