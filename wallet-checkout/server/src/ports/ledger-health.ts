import type { Millis } from '@tanglegate/core/clock';
import type { LedgerGap } from './ledger-gap.ts';

/** What is wrong with a node. */
export interface NodeTrouble {
  /** `failing`: slow, gone, or answers nonsense. `pruned`: has forgotten what comes next. */
  readonly state: 'failing' | 'behind' | 'other-network' | 'pruned';
  readonly since: Millis;
  readonly why: string;
}

/** One node of the settings. `name` is its origin: paths, queries and passwords of node URLs may be access keys. */
export type NodeHealth = { readonly name: string } & (
  { readonly state: 'in-use' | 'standing-by' | 'not-asked' } | NodeTrouble
);

/** How following the ledger goes. */
type Following =
  | {
      readonly state: 'following';
      /** Another checkout on the same database does it. */
      readonly elsewhere?: true;
    }
  /** Tried again and again; goes on by itself where it was. */
  | { readonly state: 'unreachable'; readonly since: Millis; readonly why: string }
  /** No node has what comes next, and asking by address did not help either. Needs a node with a longer history; tried again. */
  | ({ readonly state: 'gap'; readonly since: Millis; readonly why: string } & LedgerGap)
  /** Needs a person: nothing is read any more. */
  | { readonly state: 'stopped'; readonly since: Millis; readonly why: string };

/** How far the ledger was read. */
export interface ReadSoFar {
  /** Checkpoint or milestone. */
  readonly position: number;
  /** The ledger's own time of it. Undefined until a node has told it. */
  readonly ledgerAt?: Millis;
  /** The node had nothing newer. */
  readonly atTip: boolean;
}

export type FollowHealth = Following & { readonly read?: ReadSoFar };

/** Nodes in order of preference. */
export type LedgerHealth = FollowHealth & { readonly nodes: readonly NodeHealth[] };
