import { join } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';

export interface DevnetSettings {
  /** Holds `ledger.sqlite`. */
  readonly dataFolder: string;
  /** For JSON-RPC and the faucet, on 127.0.0.1; 0 lets the system choose. */
  readonly port: number;
  /** Milliseconds between checkpoints. */
  readonly checkpointIntervalMs: number;
  /** Milliseconds from the answer to a payment until this node's own reads show it. */
  readonly localExecutionDelayMs: number;
  /** Older checkpoints are forgotten, with their transactions. At four a second and idle, 200,000 are 14 hours and 60 MB. */
  readonly keepCheckpoints: number;
  readonly faucetPerMinute: number;
}

export const devnetDefaults = {
  port: 9000,
  checkpointIntervalMs: 250,
  localExecutionDelayMs: 50,
  keepCheckpoints: 200_000,
  faucetPerMinute: 300,
} as const;

/** @throws TanglegateError `setting-wrong`, naming the variable. An empty variable is an unset one. */
export function readDevnetSettings(
  environment: Readonly<Record<string, string | undefined>>,
): DevnetSettings {
  return {
    ...devnetDefaults,
    dataFolder: join(environment['TANGLEGATE_DATA'] || 'data', 'devnet'),
    port: readPort(environment, 'TANGLEGATE_DEVNET_PORT', devnetDefaults.port),
  };
}

/** @throws TanglegateError `setting-wrong` */
export function readPort(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  preset: number,
): number {
  const found = environment[name];
  if (found === undefined || found === '') return preset;
  const port = /^[0-9]{1,5}$/.test(found) ? Number(found) : -1;
  if (port < 0 || port > 65_535) {
    throw new TanglegateError(
      'setting-wrong',
      `${name} is "${found.slice(0, 40)}": it must be a port, 1 to 65535, or 0 for any that is free.`,
    );
  }
  return port;
}
