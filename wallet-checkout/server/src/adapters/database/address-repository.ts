import type { AddressHex } from '../../domain/address.ts';
import type { AddressPool } from '../../ports/address-pool.ts';
import type { AddressRepository } from '../../ports/store.ts';
import type { Db } from './database.ts';

/** Another process took the address that was seen as the next: look again. So many times in a row is no coincidence any more. */
const TRIES = 100;

export function addressRepository(db: Db): AddressRepository {
  async function nextUnused(organiser: Parameters<AddressRepository['handOut']>[0]) {
    return db
      .selectFrom('address_pool')
      .select(['idx', 'address'])
      .where('organiser_id', '=', organiser)
      .where('handed_out_at', 'is', null)
      .orderBy('idx')
      .limit(1)
      .executeTakeFirst();
  }
  return {
    async handOut(organiser, at): Promise<AddressHex | undefined> {
      for (let tries = 0; tries < TRIES; tries++) {
        const next = await nextUnused(organiser);
        if (next === undefined) return undefined;
        const taken = await db
          .updateTable('address_pool')
          .set({ handed_out_at: at })
          .where('organiser_id', '=', organiser)
          .where('idx', '=', next.idx)
          .where('handed_out_at', 'is', null)
          .executeTakeFirst();
        if (taken.numUpdatedRows === 1n) return next.address;
      }
      throw new Error('no address could be taken from the pool: too many others are at it');
    },
  };
}

export function sqlAddressPool(db: Db): AddressPool {
  return {
    async add(addresses) {
      if (addresses.length === 0) return 0;
      const rows = addresses.map(({ organiser, index, address }) => ({
        organiser_id: organiser,
        idx: index,
        address,
        handed_out_at: null,
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
