import { sql, type UpdateQueryBuilder, type UpdateResult } from 'kysely';
import { seatsLeft } from '../../domain/sale.ts';
import type { SeatPlace, SeatRepository } from '../../ports/store.ts';
import type { Database, Db } from './database.ts';
import { readyStatement, type ValueOf } from './ready-statement.ts';

type TierUpdate = UpdateQueryBuilder<Database, 'tiers', 'tiers', UpdateResult>;

async function changesOne(update: TierUpdate): Promise<boolean> {
  return (await update.executeTakeFirst()).numUpdatedRows === 1n;
}

/** A count that would become negative means that seats were given back twice: nothing of the transaction may stay. */
async function mustChangeOne(update: TierUpdate, what: string): Promise<void> {
  if (!(await changesOne(update))) throw new Error(`seats out of step: could not ${what}`);
}

const holdFree = readyStatement((db, value: ValueOf<SeatPlace & { quantity: number }>) =>
  db
    .updateTable('tiers')
    .set((eb) => ({ held: eb('held', '+', value('quantity')) }))
    .where('event_id', '=', value('event'))
    .where('id', '=', value('tier'))
    .where(sql<boolean>`sold + held + ${value('quantity')} <= capacity`),
);

/**
 * The counts stand on the tier's own row, and each change is one conditional UPDATE: two buyers of the last seat meet on that
 * row, on every dialect and from however many processes, and the second changes nothing.
 */
export function seatRepository(db: Db): SeatRepository {
  const tier = ({ event, tier: id }: SeatPlace): TierUpdate =>
    db.updateTable('tiers').where('event_id', '=', event).where('id', '=', id);
  const hasRoom = (quantity: number) => sql<boolean>`sold + held + ${quantity} <= capacity`;
  return {
    hold: async ({ event, tier: id }, quantity) =>
      (await holdFree(db, { event, tier: id, quantity })).numAffectedRows === 1n,
    async left({ event, tier: id }) {
      const counts = await db
        .selectFrom('tiers')
        .select(['capacity', 'sold', 'held'])
        .where('event_id', '=', event)
        .where('id', '=', id)
        .executeTakeFirst();
      return counts === undefined ? 0 : seatsLeft(counts);
    },
    sellFree: (place, quantity) =>
      changesOne(
        tier(place)
          .set((eb) => ({ sold: eb('sold', '+', quantity) }))
          .where(hasRoom(quantity)),
      ),
    heldToSold: (place, quantity) =>
      mustChangeOne(
        tier(place)
          .set((eb) => ({ held: eb('held', '-', quantity), sold: eb('sold', '+', quantity) }))
          .where('held', '>=', quantity),
        'sell what was held',
      ),
    releaseHeld: (place, quantity) =>
      mustChangeOne(
        tier(place)
          .set((eb) => ({ held: eb('held', '-', quantity) }))
          .where('held', '>=', quantity),
        'release what was held',
      ),
    returnSold: (place, quantity) =>
      mustChangeOne(
        tier(place)
          .set((eb) => ({ sold: eb('sold', '-', quantity) }))
          .where('sold', '>=', quantity),
        'take back what was sold',
      ),
  };
}
