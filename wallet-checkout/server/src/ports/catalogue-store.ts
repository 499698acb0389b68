import type { Millis } from '@tanglegate/core/clock';
import type { EventId, EventNumber, OrganiserId } from '@tanglegate/core/ids';
import type { EventDefinition } from '../domain/event-definition.ts';

export interface ImportedEvent {
  readonly id: EventId;
  readonly number: EventNumber;
  readonly isNew: boolean;
  /** Register facts that this import added: none when nothing that doors must know has changed. */
  readonly facts: number;
}

/** Takes events in. Reading them is `Repositories.catalogue`. */
export interface CatalogueStore {
  /**
   * The whole event in one transaction, with the register facts that changed. Event and tier numbers stay what they were; a tier
   * that is no longer described is withdrawn from sale, a door is removed, and what was sold stays valid.
   * @throws TanglegateError `capacity-below-sold`, `event-of-another-organiser`, `venue-of-another-organiser`, `door-of-another-venue`,
   * `organiser-unknown`, `price-out-of-range`
   */
  importEvent(organiser: OrganiserId, definition: EventDefinition, at: Millis): Promise<ImportedEvent>;
}
