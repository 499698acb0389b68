import type { OrganiserId } from '@tanglegate/core/ids';
import type { AddressPool } from '../ports/address-pool.ts';
import type { Log } from '../ports/log.ts';

export interface WatchPoolParts {
  readonly pool: AddressPool;
  readonly organiser: OrganiserId;
  readonly lowPool: number;
  readonly log: Log;
}

/** Says once that the pool has become low, and again only after it was filled. */
export function watchPool({ pool, organiser, lowPool, log }: WatchPoolParts): () => Promise<void> {
  let isLow = false;
  return async () => {
    const { left } = await pool.level(organiser);
    if (left < lowPool && !isLow)
      log.warn({ left }, 'deposit addresses are running low: import more before the sale stops');
    isLow = left < lowPool;
  };
}
