import type { Millis } from '@tanglegate/core/clock';
import type { ScanId } from '@tanglegate/core/ids';
import type { Verdict } from '@tanglegate/core/mqtt/verdict';

/** What a guard gets to see. */
export type DoorNews =
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly waitedMs: number }
  /** Nothing heard for a while. Never red: nothing is wrong with the ticket. */
  | { readonly kind: 'no-answer-yet'; readonly scan: ScanId; readonly isConnected: boolean }
  | { readonly kind: 'abandoned'; readonly scan: ScanId }
  | { readonly kind: 'unreadable'; readonly words: string }
  | { readonly kind: 'connected'; readonly door: string }
  | { readonly kind: 'connection-lost'; readonly since: Millis }
  | { readonly kind: 'credential-refused' };

export interface Display {
  show(news: DoorNews): void;
}
