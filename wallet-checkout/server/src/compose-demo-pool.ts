import type { Clock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import { demoDeriver } from './adapters/rebased/demo-deriver.ts';
import type { AddressDeriver, AddressImport, AddressPool } from './ports/address-pool.ts';
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

interface DemoPoolDeps {
  readonly pool: AddressPool;
  readonly addressImport: AddressImport;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Keeps a demo's pool filled in the background. Nothing at all where the organiser prepares the addresses elsewhere: from the first
 * list that is imported on, whatever the settings say.
 */
export function composeDemoPool(
  { demoPool, organiser }: Pick<CheckoutSettings, 'demoPool' | 'organiser'>,
  { pool, addressImport, clock, log, signal }: DemoPoolDeps,
): { start(): Repeated } {
  if (demoPool === undefined) return { start: () => ({ stop: () => Promise.resolve() }) };
  const deriver = openDeriver(demoPool.mnemonic);
  const fill = { pool, deriver, organiser: organiser.id, wanted: demoPool.size, clock };
  let isSaid = false;
  const fillUnlessOwn = async (): Promise<void> => {
    if (await addressImport.hasOwnList(organiser.id)) return;
    if (!isSaid)
      log.warn(
        {},
        'deposit addresses are derived on this machine from a development mnemonic: for demos only',
      );
    isSaid = true;
    await fillDemoPool(fill, signal);
  };
  return { start: () => repeat('deriving addresses', FILL_EVERY_MS, fillUnlessOwn, log) };
}
