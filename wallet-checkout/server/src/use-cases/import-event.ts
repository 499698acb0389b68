import type { Clock } from '@tanglegate/core/clock';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { EventDefinition } from '../domain/event-definition.ts';
import type { CatalogueStore, ImportedEvent } from '../ports/catalogue-store.ts';
import type { Changes } from '../ports/changes.ts';

export interface ImportParts {
  readonly catalogueStore: CatalogueStore;
  readonly clock: Clock;
  readonly changes: Changes;
}

/** @throws TanglegateError as `CatalogueStore.importEvent` */
export async function importEvent(
  organiser: OrganiserId,
  definition: EventDefinition,
  { catalogueStore, clock, changes }: ImportParts,
): Promise<ImportedEvent> {
  const imported = await catalogueStore.importEvent(organiser, definition, clock.now());
  changes.tell('catalogue', undefined);
  changes.tell('register', undefined);
  return imported;
}
