import type { DoorId, VenueId } from '@tanglegate/core/ids';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import type { Credential } from '../domain/credential.ts';

/** What a device types in. The password is shown this once and kept nowhere. */
export interface IssuedCredential {
  readonly username: string;
  readonly password: string;
}

export interface Credentials {
  issue(principal: Principal, label: string): IssuedCredential;
  /** The checkout's port `DoorCredentials`. */
  issueDoor(place: { venue: VenueId; door: DoorId; label: string }): Promise<IssuedCredential>;
  /** Takes the same time for an unknown user name, a wrong password and a revoked credential. */
  verify(username: string, password: string): Principal | undefined;
  /** Its connections are cut at once, also when another process revoked it. @throws TanglegateError `credential-unknown` */
  revoke(username: string): void;
  list(): Credential[];
}
