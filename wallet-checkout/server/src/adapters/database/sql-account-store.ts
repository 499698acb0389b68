import type { Kysely } from 'kysely';
import type { AccountStore, StoredSession, User } from '../../ports/account-store.ts';
import type { Database } from './database.ts';
import { runTransaction } from './run-transaction.ts';

function usersOf(db: Kysely<Database>) {
  return {
    async findUser(name: string): Promise<User | undefined> {
      const row = await db
        .selectFrom('users')
        .innerJoin('organisers', 'organisers.id', 'users.organiser_id')
        .select(['users.name', 'organiser_id', 'password_hash', 'organisers.name as organiser_name'])
        .where('users.name', '=', name)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { organiser_id: organiser, organiser_name: organiserName, password_hash: passwordHash } = row;
      return { user: row.name, organiser, organiserName, passwordHash };
    },
    async listUsers(): Promise<string[]> {
      const rows = await db.selectFrom('users').select('name').orderBy('created_at').execute();
      return rows.map((row) => row.name);
    },
  };
}

async function findSession(db: Kysely<Database>, tokenHash: string): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.name', 'sessions.user_name')
    .innerJoin('organisers', 'organisers.id', 'users.organiser_id')
    .select(['users.name', 'organisers.id as organiser', 'organisers.name as organiser_name'])
    .select(['sessions.created_at', 'sessions.last_used_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return (
    row && {
      user: row.name,
      organiser: row.organiser,
      organiserName: row.organiser_name,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
    }
  );
}

export function sqlAccountStore(db: Kysely<Database>): AccountStore {
  return {
    ...usersOf(db),
    async insertUser({ name, organiser, passwordHash, at }) {
      const times = { created_at: at, password_changed_at: at };
      const row = { name, organiser_id: organiser, password_hash: passwordHash, ...times };
      const insert = db.insertInto('users').values(row);
      const result = await insert.onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async changePassword({ name, passwordHash, at }) {
      await runTransaction(db, async (transaction) => {
        await transaction
          .updateTable('users')
          .set({ password_hash: passwordHash, password_changed_at: at })
          .where('name', '=', name)
          .execute();
        await transaction.deleteFrom('sessions').where('user_name', '=', name).execute();
      });
    },
    async insertSession({ tokenHash, user, at }) {
      const row = { token_hash: tokenHash, user_name: user, created_at: at, last_used_at: at };
      await db.insertInto('sessions').values(row).execute();
    },
    findSession: (tokenHash) => findSession(db, tokenHash),
    async touchSession(tokenHash, at) {
      await db
        .updateTable('sessions')
        .set({ last_used_at: at })
        .where('token_hash', '=', tokenHash)
        .execute();
    },
    async deleteSession(tokenHash) {
      await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
    },
    async deleteOldSessions({ lastUsed, created }) {
      await db
        .deleteFrom('sessions')
        .where((eb) => eb.or([eb('last_used_at', '<', lastUsed), eb('created_at', '<', created)]))
        .execute();
    },
  };
}
