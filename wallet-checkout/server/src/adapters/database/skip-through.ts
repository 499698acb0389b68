import type { OrganiserId } from '@tanglegate/core/ids';
import type { Db } from './database.ts';

const keyOf = (organiser: OrganiserId): string => `skip-through:${organiser}`;

/**
 * The last index that may have been given to somebody by a database which was lost; −1 where there is none. Addresses that are
 * imported later, up to this index, are given to nobody either.
 */
export async function findSkipThrough(db: Db, organiser: OrganiserId): Promise<number> {
  const query = db.selectFrom('settings').select('value').where('key', '=', keyOf(organiser));
  return Number((await query.executeTakeFirst())?.value ?? '-1');
}

/** Only ever further. */
export async function raiseSkipThrough(db: Db, organiser: OrganiserId, index: number): Promise<void> {
  if ((await findSkipThrough(db, organiser)) >= index) return;
  const value = String(index);
  await db
    .insertInto('settings')
    .values({ key: keyOf(organiser), value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
