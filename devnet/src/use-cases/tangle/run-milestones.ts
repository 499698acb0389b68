export interface MilestoneTimerDeps {
  readonly intervalMs: number;
  readonly make: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/** One at a time: a slow milestone delays the next. @returns how to stop; resolves when none is being made any more */
export function runMilestones({ intervalMs, make, onError }: MilestoneTimerDeps): () => Promise<void> {
  let making: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    making ??= make()
      .catch(onError)
      .finally(() => {
        making = undefined;
      });
  }, intervalMs);
  return async () => {
    clearInterval(timer);
    await making;
  };
}
