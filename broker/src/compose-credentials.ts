import { systemClock } from '@tanglegate/core/clock';
import { CredentialStore } from './adapters/credential-store.ts';
import type { Credentials } from './ports/credentials.ts';
import type { BrokerSettings } from './settings.ts';

/** The credentials alone, for an operator's script; a running broker notices what it changes within a second. */
export function composeCredentials({ folder }: Pick<BrokerSettings, 'folder'>): Credentials & {
  close(): void;
} {
  return new CredentialStore({ folder, clock: systemClock });
}
