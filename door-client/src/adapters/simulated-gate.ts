import { setTimeout as wait } from 'node:timers/promises';
import { TanglegateError } from '@tanglegate/core/errors';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import type { Gate } from '../ports/gate.ts';
import type { Log } from '../ports/log.ts';

/** A gate that says in the log that it opens, and takes its time as a turnstile does. */
export function createSimulatedGate({ movesForMs, log }: { movesForMs: number; log: Log }): Gate {
  const stopping = new AbortController();
  return {
    open: async (direction: Direction) => {
      log.info({ direction }, 'simulated gate: open');
      try {
        await wait(movesForMs, undefined, { signal: stopping.signal });
      } catch (cause) {
        throw new TanglegateError('gate-failed', 'the simulated gate was switched off while it moved', {
          cause,
        });
      }
    },
    close: () => {
      stopping.abort();
    },
  };
}
