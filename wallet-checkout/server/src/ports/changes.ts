import type { OrderId } from '@tanglegate/core/ids';
import type { Unsubscribe } from './application.ts';

/** What has just changed, after its commit. Listeners read the new state themselves. */
export interface ChangeMap {
  order: OrderId;
  /** Register entries wait for their number. */
  register: undefined;
  /** An event, door or tier was imported. */
  catalogue: undefined;
  /** A door's fact, status or gate report came in. */
  doors: undefined;
  /** A reader of the register said how far it is. */
  readers: undefined;
  /** The books add up again, or do not any more; or the organiser has dealt with something in them. */
  money: undefined;
  /** The ledger became reachable or unreachable. */
  ledger: undefined;
}

export interface Changes {
  tell<K extends keyof ChangeMap>(kind: K, about: ChangeMap[K]): void;
  on<K extends keyof ChangeMap>(kind: K, listener: (about: ChangeMap[K]) => void): Unsubscribe;
}
