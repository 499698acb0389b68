import { join } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';
import { readPort } from './settings.ts';

export interface TangleSettings {
  /** Holds the genesis and the node's database. */
  readonly dataFolder: string;
  /** On 127.0.0.1; 0 for any that is free. */
  readonly nodePort: number;
  readonly faucetPort: number;
  /** Between milestones. */
  readonly intervalMs: number;
}

export const tangleDefaults = { nodePort: 14_265, faucetPort: 8_091, intervalMs: 5_000 } as const;

/** @throws TanglegateError `setting-wrong`, naming the variable. An empty variable is an unset one. */
export function readTangleSettings(
  environment: Readonly<Record<string, string | undefined>>,
): TangleSettings {
  return {
    dataFolder: join(environment['TANGLEGATE_DATA'] || 'data', 'tangle'),
    nodePort: readPort(environment, 'TANGLEGATE_TANGLE_PORT', tangleDefaults.nodePort),
    faucetPort: readPort(environment, 'TANGLEGATE_TANGLE_FAUCET_PORT', tangleDefaults.faucetPort),
    intervalMs: readInterval(environment['TANGLEGATE_TANGLE_MILESTONE_MS']),
  };
}

/** Milestones carry whole seconds, each a later one: under a second, their time would run ahead of the clock. */
function readInterval(found: string | undefined): number {
  if (found === undefined || found === '') return tangleDefaults.intervalMs;
  const interval = /^[0-9]{1,5}$/.test(found) ? Number(found) : 0;
  if (interval < 1_000 || interval > 60_000) {
    throw new TanglegateError(
      'setting-wrong',
      `TANGLEGATE_TANGLE_MILESTONE_MS is "${found.slice(0, 40)}": it must be whole milliseconds, 1000 to 60000.`,
    );
  }
  return interval;
}
