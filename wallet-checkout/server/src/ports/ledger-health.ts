import type { Millis } from '@tanglegate/core/clock';

/** How following the ledger goes. */
export type LedgerHealth =
  | {
      readonly state: 'following';
      /** Another checkout on the same database does it. */
      readonly elsewhere?: true;
    }
  /** Tried again and again; goes on by itself where it was. */
  | { readonly state: 'unreachable'; readonly since: Millis; readonly why: string }
  /** Needs a person: nothing is read any more. */
  | { readonly state: 'stopped'; readonly since: Millis; readonly why: string };
