import type { NodeView } from '../ports/node-view.ts';

export interface LocalExecution extends NodeView {
  /** Stops following until `release`; what must be shown, such as a checkpoint's transactions, still is. */
  hold(): void;
  release(): void;
  stop(): void;
}

export interface LocalExecutionDeps {
  readonly lastNumber: number;
  /** Milliseconds from execution by the validators to execution by this node. */
  readonly delayMs: number;
}

export function followLocally({ lastNumber, delayMs }: LocalExecutionDeps): LocalExecution {
  let shown = lastNumber;
  let latest = lastNumber;
  let held = false;
  const timers = new Set<NodeJS.Timeout>();
  const show = (number: number): void => {
    shown = Math.max(shown, number);
  };
  return {
    upTo: () => shown,
    catchUp: (number) => {
      latest = Math.max(latest, number);
      show(number);
    },
    follow: (number) => {
      latest = Math.max(latest, number);
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (!held) show(number);
      }, delayMs);
      timers.add(timer);
    },
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      show(latest);
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
