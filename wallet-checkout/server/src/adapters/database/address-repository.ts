import type { Millis } from '@tanglegate/core/clock';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { AddressHex } from '../../domain/address.ts';
import type { AddressPool } from '../../ports/address-pool.ts';
import type { AddressRepository, PoolPlace } from '../../ports/store.ts';
import type { Db } from './database.ts';
import { dialectOf, lockFreeRows, takeTurn } from './dialect.ts';
import { findSkipThrough, raiseSkipThrough } from './skip-through.ts';
import { readyStatement, type ValueOf } from './ready-statement.ts';

/** Another process took the address that was seen as the next: look again. So many times in a row is no coincidence any more. */
const TRIES = 100;
/** Well below the number of parameters that a statement may have, on any dialect. */
const ADDRESSES_AT_ONCE = 500;

interface TakeValues {
  readonly organiser: OrganiserId;
  readonly at: Millis;
}

const nextUnused = readyStatement((db, value: ValueOf<Pick<TakeValues, 'organiser'>>) =>
  db
    .selectFrom('address_pool')
    .select('idx')
    .where('organiser_id', '=', value('organiser'))
    .where('handed_out_at', 'is', null)
    .orderBy('idx')
    .limit(1),
);

/** Nobody else can take the same: whoever comes second finds it handed out, and changes nothing. */
const takeNext = (passOver: boolean) =>
  readyStatement((db, value: ValueOf<TakeValues>) =>
    db
      .updateTable('address_pool')
      .set({ handed_out_at: value('at') })
      .where('organiser_id', '=', value('organiser'))
      .where('handed_out_at', 'is', null)
      .where('idx', '=', (eb) => {
        const next = eb
          .selectFrom('address_pool as pool')
          .select('pool.idx')
          .where('pool.organiser_id', '=', value('organiser'))
          .where('pool.handed_out_at', 'is', null)
          .orderBy('pool.idx')
          .limit(1);
        return passOver ? lockFreeRows(dialectOf(db), next) : next;
      })
      .returning('address'),
  );
/** Not one behind the other: an address that another order is just taking is passed over. */
const takeFree = takeNext(true);
/** Where others are at all that are left: waits for them, for one may give its address back. */
const takeInTurn = takeNext(false);

const allAddresses = (db: Db) => db.selectFrom('address_pool').select('address').orderBy('idx');
const addressOf = ({ address }: { address: AddressHex }): AddressHex => address;

export function addressRepository(db: Db): AddressRepository {
  return {
    async handOut(organiser, at): Promise<AddressHex | undefined> {
      for (let tries = 0; tries < TRIES; tries++) {
        const [taken] = (await (tries === 0 ? takeFree : takeInTurn)(db, { organiser, at })).rows;
        if (taken !== undefined) return taken.address;
        if ((await nextUnused(db, { organiser })).rows.length === 0) return undefined;
      }
      throw new Error('no address could be taken from the pool: too many others are at it');
    },
    async listHandedOut() {
      return (await allAddresses(db).where('handed_out_at', 'is not', null).execute()).map(addressOf);
    },
    async listAll() {
      return (await allAddresses(db).execute()).map(addressOf);
    },
    async findInPool(addresses) {
      const found: PoolPlace[] = [];
      for (let i = 0; i < addresses.length; i += ADDRESSES_AT_ONCE) {
        const some = addresses.slice(i, i + ADDRESSES_AT_ONCE);
        const rows = db
          .selectFrom('address_pool')
          .select(['organiser_id as organiser', 'idx as index', 'address'])
          .where('address', 'in', some);
        found.push(...(await rows.execute()));
      }
      return found;
    },
    async skipThrough({ organiser, index }, at) {
      await takeTurn(db, 'pool');
      await raiseSkipThrough(db, organiser, index);
      const skipped = await db
        .updateTable('address_pool')
        .set({ handed_out_at: at })
        .where('organiser_id', '=', organiser)
        .where('idx', '<=', index)
        .where('handed_out_at', 'is', null)
        .executeTakeFirst();
      return Number(skipped.numUpdatedRows);
    },
  };
}

export function sqlAddressPool(db: Db): AddressPool {
  return {
    async add(addresses, at) {
      const [first] = addresses;
      if (first === undefined) return 0;
      const skipThrough = await findSkipThrough(db, first.organiser);
      const rows = addresses.map(({ organiser, index, address }) => ({
        organiser_id: organiser,
        idx: index,
        address,
        handed_out_at: index <= skipThrough ? at : null,
      }));
      const result = await db
        .insertInto('address_pool')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0n);
    },
    async level(organiser) {
      const all = db.selectFrom('address_pool').where('organiser_id', '=', organiser);
      const { left } = await all
        .where('handed_out_at', 'is', null)
        .select((eb) => eb.fn.countAll<number>().as('left'))
        .executeTakeFirstOrThrow();
      const last = await all.select('idx').orderBy('idx', 'desc').limit(1).executeTakeFirst();
      return { left, nextIndex: (last?.idx ?? -1) + 1 };
    },
  };
}
