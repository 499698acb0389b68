import type { Millis } from '@tanglegate/core/clock';
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
  /** Adds what is not there yet, all of one organiser; the same list twice adds nothing. @returns how many were added */
  add(addresses: readonly PoolAddress[], at: Millis): Promise<number>;
  /** How many can still be handed out, and the index after the last one in the pool. */
  level(organiser: OrganiserId): Promise<{ left: number; nextIndex: number }>;
}

/** What an import of the organiser's own list has done. */
export interface ImportedAddresses {
  readonly added: number;
  /** Were in the pool before. */
  readonly known: number;
  /** Of the added ones: given to nobody, for a database that was lost may have given them away. */
  readonly skipped: number;
  readonly from: number;
  readonly to: number;
  /** How many can be handed out now. */
  readonly left: number;
  /** The first list of this installation: later ones must be signed with the same key. */
  readonly isFirst: boolean;
}

/** Takes in the organiser's lists. The key of the first is the only one believed from then on. */
export interface AddressImport {
  /**
   * The whole list or nothing.
   * @throws TanglegateError `address-list-foreign`, `address-list-gap`, `address-list-conflict`, `pool-is-demo`
   */
  importList(list: SignedList, at: Millis): Promise<ImportedAddresses>;
  /** Does a list of the organiser's own fill the pool? Then no demo adds to it. */
  hasOwnList(organiser: OrganiserId): Promise<boolean>;
}

/** Its signature has been checked. */
export interface SignedList {
  readonly organiser: OrganiserId;
  readonly publicKey: string;
  /** Without gaps, in order. */
  readonly addresses: readonly { readonly index: number; readonly address: AddressHex }[];
}

/** A demo's own source. */
export interface AddressDeriver {
  derive(index: number): AddressHex;
}
