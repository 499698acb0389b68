import type { RegisterEntry } from '@tanglegate/core/register/facts';

export interface RegisterPosition {
  /** Undefined while no feed was ever followed. */
  readonly feed?: string;
  readonly have: number;
}

/** The facts of the register as far as they were received, so that a restart needs nobody. */
export interface RegisterStore {
  position(): Promise<RegisterPosition>;
  /** Entries after number `after` of the feed that is followed, in order. */
  registerAfter(after: number, limit: number): Promise<RegisterEntry[]>;
  /**
   * Adds entries, idempotently. Entries of another feed than the stored one replace all that was stored: a checkout that started anew
   * tells everything again. Admissions stay, whatever the feed.
   */
  appendRegister(feed: string, entries: readonly RegisterEntry[]): Promise<void>;
}
