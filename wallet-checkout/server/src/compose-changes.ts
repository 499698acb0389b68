import type { Kysely } from 'kysely';
import type { Database } from './adapters/database/database.ts';
import { changeHub } from './adapters/events/change-hub.ts';
import { sharedChanges, type SharedChanges } from './adapters/events/shared-changes.ts';
import type { Log } from './ports/log.ts';
import type { CheckoutSettings } from './settings.ts';

/** Of this process alone on SQLite; of all checkouts on one PostgreSQL. */
export function composeChanges(
  { database }: Pick<CheckoutSettings, 'database'>,
  db: Kysely<Database>,
  log: Log,
): SharedChanges {
  const hub = changeHub(log);
  if (database === undefined) return { ...hub, start: () => undefined, stop: () => Promise.resolve() };
  return sharedChanges(hub, { db, url: database.url, log });
}
