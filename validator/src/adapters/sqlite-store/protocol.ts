import type { AdmissionEntry, FeedHead } from '@tanglegate/core/mqtt/feed';
import type { RegisterEntry } from '@tanglegate/core/register/facts';
import type { ScanToDecide } from '../../domain/finding.ts';
import type { ReportToKeep } from '../../ports/admission-store.ts';
import type { RegisterPosition } from '../../ports/register-store.ts';

/** What the store's thread can be asked, and what it gives back. Both cross the thread by structured clone. */
export interface StoreCalls {
  decide: { ask: { scan: ScanToDecide }; give: string };
  keepReport: { ask: { report: ReportToKeep }; give: undefined };
  entriesAfter: { ask: { after: number; limit: number }; give: AdmissionEntry[] };
  head: { ask: object; give: FeedHead };
  position: { ask: object; give: RegisterPosition };
  registerAfter: { ask: { after: number; limit: number }; give: RegisterEntry[] };
  appendRegister: { ask: { feed: string; entries: readonly RegisterEntry[] }; give: undefined };
  durability: { ask: object; give: Durability };
}

/** SQLite's own words: `journalMode` is "wal", `synchronous` 2 for FULL. */
export interface Durability {
  readonly journalMode: unknown;
  readonly synchronous: unknown;
  /** Since the store was opened. */
  readonly commits: number;
}

export type CallName = keyof StoreCalls;
export type StoreCall = { [K in CallName]: { readonly call: K } & StoreCalls[K]['ask'] }[CallName];

/** Main thread → store thread. */
export type ToStore =
  { readonly kind: 'calls'; readonly calls: readonly StoreCall[] } | { readonly kind: 'close' };

/** What came of one call. Outcomes come in the order of the calls, after the commit that they share. */
export type Outcome = { readonly ok: unknown } | { readonly failed: string };

/** Store thread → main thread. */
export type FromStore =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-opened'; readonly code: string; readonly message: string }
  | { readonly kind: 'committed'; readonly outcomes: readonly Outcome[] };
