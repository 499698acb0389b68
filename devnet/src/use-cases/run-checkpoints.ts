export interface CheckpointLoop {
  pause(): void;
  resume(): void;
  /** Resumes by itself, unless it was paused before. */
  pauseFor(milliseconds: number): void;
  stop(): void;
}

export interface CheckpointLoopDeps {
  readonly intervalMs: number;
  readonly make: () => void;
  readonly onError: (error: unknown) => void;
}

export function runCheckpoints({ intervalMs, make, onError }: CheckpointLoopDeps): CheckpointLoop {
  let paused = false;
  let notBefore = 0;
  const timer = setInterval(() => {
    if (paused || performance.now() < notBefore) return;
    try {
      make();
    } catch (error) {
      onError(error);
    }
  }, intervalMs);
  return {
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
      notBefore = 0;
    },
    pauseFor: (milliseconds) => {
      notBefore = performance.now() + milliseconds;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}
