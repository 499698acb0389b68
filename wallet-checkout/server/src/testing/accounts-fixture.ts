import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { millis, type Clock } from '@tanglegate/core/clock';
import { organiserIdSchema } from '@tanglegate/core/ids';
import { ledgerUnits, MAX_LEDGER_UNITS } from '@tanglegate/core/money';
import type { Database } from '../adapters/database/database.ts';
import { sqlCatalogueStore } from '../adapters/database/sql-catalogue-store.ts';
import { ensureOrganiser } from '../adapters/database/sql-installation.ts';
import { readEventFile } from '../adapters/event-file/read-event-file.ts';
import type { EventDefinition } from '../domain/event-definition.ts';
import { openDatabaseAt } from './test-database.ts';

export const house = organiserIdSchema.parse('house');
export const guest = organiserIdSchema.parse('guest');

const terms = {
  coin: { symbol: 'IOTA', decimals: 9 },
  leastOutput: ledgerUnits(1n),
  mostPayable: ledgerUnits(MAX_LEDGER_UNITS),
};

/** A clock that a test moves. */
export class TestClock implements Clock {
  #now = 1_800_000_000_000;
  now() {
    return millis(this.#now);
  }
  pass(ms: number): void {
    this.#now += ms;
  }
}

/** A real database with two organisers, gone after the test. */
export async function openTestDatabase(clock: Clock): Promise<{ db: Kysely<Database>; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-accounts-'));
  const db = await openDatabaseAt(folder);
  onTestFinished(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true });
  });
  for (const id of [house, guest]) await ensureOrganiser(db, { id, name: `The ${id}` }, clock.now());
  return { db, folder };
}

const hall = `event: gala
name: Gala
venue:
  id: hall
  name: Hall
  timeZone: Europe/Zurich
  zones: [{ id: floor, name: Floor }]
  doors:
    - { id: north, name: North, zone: floor }
    - { id: south, name: South, zone: floor }
opensAt: 2026-12-05 19:00
startsAt: 2026-12-05 20:00
closesAt: 2026-12-06 02:00
tiers: [{ id: free, name: Free, price: 0, capacity: 10, zones: [floor] }]
`;

export function importDefinition(db: Kysely<Database>, clock: Clock) {
  const store = sqlCatalogueStore(db, terms);
  return (definition: EventDefinition) => store.importEvent(house, definition, clock.now());
}

/** A venue with two doors, north and south, of the first organiser. */
export async function importHall(db: Kysely<Database>, clock: Clock, text = hall): Promise<void> {
  await importDefinition(db, clock)(readEventFile(text, terms.coin));
}

export const withoutSouth = hall.replace('    - { id: south, name: South, zone: floor }\n', '');
