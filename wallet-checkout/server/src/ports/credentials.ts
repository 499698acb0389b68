import type { DoorId, VenueId } from '@tanglegate/core/ids';

/** Whoever makes a door's credential for the broker: the embedded broker's own store, or an operator's. */
export interface DoorCredentials {
  issueDoor(place: {
    venue: VenueId;
    door: DoorId;
    label: string;
  }): Promise<{ username: string; password: string }>;
}
