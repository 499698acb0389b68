import type { Kysely } from 'kysely';
import type { Clock } from '@tanglegate/core/clock';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { Database } from './adapters/database/database.ts';
import { sqlAccountStore } from './adapters/database/sql-account-store.ts';
import { sqlEnrolmentStore } from './adapters/database/sql-enrolment-store.ts';
import { randomTokens } from './adapters/secrets/random-tokens.ts';
import { scryptPasswords } from './adapters/secrets/scrypt-passwords.ts';
import { LogInThrottle } from './domain/log-in-throttle.ts';
import type { Accounts, DoorAdmin } from './ports/application.ts';
import type { DoorCredentials } from './ports/credentials.ts';
import type { Passwords } from './ports/passwords.ts';
import { enrolDevice, inviteDevice } from './use-cases/enrol-door.ts';
import { findSession, logIn } from './use-cases/log-in.ts';
import { ensureFirstUser, resetPassword, type NewPassword } from './use-cases/set-password.ts';

export interface AccountsDeps {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly passwords?: Passwords;
}

export interface ComposedAccounts extends Accounts {
  /** On first start; undefined later. To be printed once. */
  ensureFirstUser(organiser: OrganiserId): Promise<NewPassword | undefined>;
  /** @throws TanglegateError `user-unknown` */
  resetPassword(user: string): Promise<NewPassword>;
}

export function composeAccounts({
  db,
  clock,
  passwords = scryptPasswords(),
}: AccountsDeps): ComposedAccounts {
  const accounts = sqlAccountStore(db);
  const parts = { accounts, passwords, tokens: randomTokens, throttle: new LogInThrottle(), clock };
  return {
    logIn: (user, password) => logIn({ user, password }, parts),
    session: (token) => findSession(token, parts),
    logOut: (token) => accounts.deleteSession(randomTokens.hash(token)),
    ensureFirstUser: (organiser) => ensureFirstUser(organiser, parts),
    resetPassword: (user) => resetPassword(user, parts),
  };
}

/** @param mqttUrl where a door finds MQTT over WebSocket; by default a path on the page's own origin */
export function composeDoorAdmin(
  { db, clock, credentials }: { db: Kysely<Database>; clock: Clock; credentials: DoorCredentials },
  mqttUrl = '/mqtt',
): DoorAdmin {
  const enrolments = sqlEnrolmentStore(db);
  const parts = { enrolments, credentials, tokens: randomTokens, clock, mqttUrl };
  return {
    list: (organiser) => enrolments.listDoors(organiser),
    invite: (organiser, door) => inviteDevice(organiser, door, parts),
    enrol: (code) => enrolDevice(code, parts),
  };
}
