import type { Millis } from '@tanglegate/core/clock';
import type { DoorView } from '@tanglegate/core/http/doors';
import type { DoorId, OrganiserId, VenueId } from '@tanglegate/core/ids';

export interface EnrolledDoor {
  readonly venue: VenueId;
  readonly door: DoorId;
  readonly doorName: string;
  readonly zoneName: string;
}

interface Invitation {
  readonly codeHash: string;
  readonly door: DoorId;
  readonly organiser: OrganiserId;
  readonly at: Millis;
  readonly expiresAt: Millis;
}

/** The organiser's doors, and the codes that make a device one of them. */
export interface EnrolmentStore {
  /** Without removed ones, by venue and name. */
  listDoors(organiser: OrganiserId): Promise<DoorView[]>;
  insert(invitation: Invitation): Promise<void>;
  /** Marks the code as used, in one statement: of two devices with one code, one gets the door. Undefined when it is wrong, used, too old, or its door is gone. */
  claim(codeHash: string, at: Millis): Promise<EnrolledDoor | undefined>;
  /** Gives a claimed code back, because the credential could not be made. */
  release(codeHash: string): Promise<void>;
  deleteExpired(before: Millis): Promise<void>;
}
