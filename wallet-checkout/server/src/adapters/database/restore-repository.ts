import type { RestoreRepository } from '../../ports/restore.ts';
import type { Db } from './database.ts';
import { readyStatement } from './ready-statement.ts';

/** Rows of the table `settings`. */
export const RESTORE_MARGIN = 'restore-margin';
export const CATCHING_UP = 'catching-up';

/** Each order asks it. */
const findCatchingUp = readyStatement((db) =>
  db.selectFrom('settings').select('value').where('key', '=', CATCHING_UP),
);

export function restoreRepository(db: Db): RestoreRepository {
  const find = (key: string) => db.selectFrom('settings').select('value').where('key', '=', key);
  return {
    async margin() {
      return Number((await find(RESTORE_MARGIN).executeTakeFirst())?.value ?? '0');
    },
    async isCatchingUp() {
      return (await findCatchingUp(db, {})).rows.length > 0;
    },
    async endCatchingUp() {
      await db.deleteFrom('settings').where('key', '=', CATCHING_UP).execute();
    },
  };
}
