import type { Millis } from '@tanglegate/core/clock';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { Session } from './application.ts';

export interface User extends Session {
  readonly passwordHash: string;
}

export interface StoredSession extends Session {
  readonly createdAt: Millis;
  readonly lastUsedAt: Millis;
}

/** Who may log in, and who is logged in. Names are compared as `userName` of the domain writes them. */
export interface AccountStore {
  findUser(name: string): Promise<User | undefined>;
  /** All names, for the organiser's own eyes. */
  listUsers(): Promise<string[]>;
  /** @returns false when there is a user of that name already, and nothing was changed */
  insertUser(user: {
    name: string;
    organiser: OrganiserId;
    passwordHash: string;
    at: Millis;
  }): Promise<boolean>;
  /** Ends the user's sessions in the same transaction. */
  changePassword(user: { name: string; passwordHash: string; at: Millis }): Promise<void>;
  insertSession(session: { tokenHash: string; user: string; at: Millis }): Promise<void>;
  findSession(tokenHash: string): Promise<StoredSession | undefined>;
  touchSession(tokenHash: string, at: Millis): Promise<void>;
  deleteSession(tokenHash: string): Promise<void>;
  /** Sessions that were last used, or made, before these times. */
  deleteOldSessions(before: { lastUsed: Millis; created: Millis }): Promise<void>;
}
