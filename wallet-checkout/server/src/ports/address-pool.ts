import type { OrganiserId } from '@tanglegate/core/ids';
import type { AddressHex } from '../domain/address.ts';

interface PoolAddress {
  readonly organiser: OrganiserId;
  readonly index: number;
  readonly address: AddressHex;
}

/**
 * Addresses that nobody was given yet. They come from a list that the organiser derived elsewhere; only a demo derives its own.
 * Handing one out is `Repositories.addresses`, inside the order's own transaction.
 */
export interface AddressPool {
  /** Adds what is not there yet; the same list twice adds nothing. @returns how many were added */
  add(addresses: readonly PoolAddress[]): Promise<number>;
  /** How many can still be handed out, and the index after the last one in the pool. */
  level(organiser: OrganiserId): Promise<{ left: number; nextIndex: number }>;
}

/** A demo's own source. */
export interface AddressDeriver {
  derive(index: number): AddressHex;
}
