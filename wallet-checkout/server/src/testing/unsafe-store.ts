import type { Repositories, SeatRepository, Store } from '../ports/store.ts';
import type { TestParts } from './test-parts.ts';

/**
 * Looks first and takes then, without a transaction: what the guard is for.
 * @param everybodyHasLooked resolves when all buyers of the race have
 */
export function unsafeStore(
  { store, db }: Pick<TestParts, 'store' | 'db'>,
  everybodyHasLooked: () => Promise<void>,
): Store {
  const hold: SeatRepository['hold'] = async ({ event, tier }, quantity) => {
    const found = await store.read.catalogue.findEvent(event);
    const seen = found?.tiers.find(({ id }) => id === tier);
    await everybodyHasLooked();
    if (seen === undefined || seen.sold + seen.held + quantity > seen.capacity) return false;
    await db
      .updateTable('tiers')
      .set((eb) => ({ held: eb('held', '+', quantity) }))
      .where('id', '=', tier)
      .execute();
    return true;
  };
  const repositories: Repositories = { ...store.read, seats: { ...store.read.seats, hold } };
  return { read: store.read, transaction: (work) => work(repositories) };
}
