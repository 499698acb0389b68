import { TanglegateError } from '@tanglegate/core/errors';
import { demoDeriver } from './adapters/rebased/demo-deriver.ts';
import type { AddressDeriver, AddressPool } from './ports/address-pool.ts';
import type { Log } from './ports/log.ts';
import type { CheckoutSettings } from './settings.ts';
import { fillDemoPool } from './use-cases/fill-demo-pool.ts';
import { repeat, type Repeated } from './use-cases/repeat.ts';

const FILL_EVERY_MS = 1_000;

/** @throws TanglegateError `setting-wrong`: the words are no mnemonic */
function openDeriver(mnemonic: string): AddressDeriver {
  const deriver = demoDeriver(mnemonic);
  try {
    deriver.derive(0);
    return deriver;
  } catch {
    throw new TanglegateError(
      'setting-wrong',
      'TANGLEGATE_DEV_MNEMONIC (not shown): it must be a BIP-39 mnemonic, and its checksum does not fit. Check its words.',
    );
  }
}

/** Keeps a demo's pool filled in the background. Nothing at all where the organiser prepares the addresses elsewhere. */
export function composeDemoPool(
  { demoPool, organiser }: Pick<CheckoutSettings, 'demoPool' | 'organiser'>,
  { pool, log, signal }: { pool: AddressPool; log: Log; signal: AbortSignal },
): { start(): Repeated } {
  if (demoPool === undefined) return { start: () => ({ stop: () => Promise.resolve() }) };
  const deriver = openDeriver(demoPool.mnemonic);
  const fill = { pool, deriver, organiser: organiser.id, wanted: demoPool.size };
  return {
    start() {
      log.warn(
        {},
        'deposit addresses are derived on this machine from a development mnemonic: for demos only',
      );
      return repeat('deriving addresses', FILL_EVERY_MS, () => fillDemoPool(fill, signal), log);
    },
  };
}
