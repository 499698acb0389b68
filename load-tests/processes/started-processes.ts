import { startChild, type Child } from './child.ts';

/** The processes that one benchmark has running. */
export interface StartedProcesses {
  /** Resolves with its first message. */
  start<Answer>(file: string, order: object): Promise<Answer>;
  /** The last one first: each may still need those before it. */
  stopAll(): Promise<void>;
}

export function startedProcesses(): StartedProcesses {
  const started: Child<unknown>[] = [];
  return {
    start(file, order) {
      const child = startChild<never>(file, order);
      started.push(child);
      return child.answer();
    },
    async stopAll() {
      for (const child of started.splice(0).reverse()) await child.stop();
    },
  };
}
