import type { Clock } from '@tanglegate/core/clock';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { AddressDeriver, AddressPool } from '../ports/address-pool.ts';
import { pause } from './pause.ts';

export interface FillParts {
  readonly pool: AddressPool;
  readonly deriver: AddressDeriver;
  readonly organiser: OrganiserId;
  readonly clock: Clock;
  /** Keeps so many addresses ready. */
  readonly wanted: number;
}

/** Two derivations take about 30 ms: so long does anybody else wait at most. */
const AT_ONCE = 2;

/** Tops the demo pool up, a little at a time and with breaks, so that orders are served meanwhile. */
export async function fillDemoPool(
  { pool, deriver, organiser, wanted, clock }: FillParts,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const { left, nextIndex } = await pool.level(organiser);
    if (left >= wanted || signal.aborted) return;
    const indices = Array.from({ length: Math.min(AT_ONCE, wanted - left) }, (_, i) => nextIndex + i);
    await pool.add(
      indices.map((index) => ({ organiser, index, address: deriver.derive(index) })),
      clock.now(),
    );
    await pause(5, signal);
  }
}
