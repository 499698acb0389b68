import type { Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import { tierNumberSchema, type EventId, type TierNumber } from '@tanglegate/core/ids';
import type { EventDefinition, TierDefinition } from '../../domain/event-definition.ts';
import type { Db } from './database.ts';

function describedColumns(tier: TierDefinition, position: number) {
  return {
    position,
    name: tier.name,
    description: tier.description ?? null,
    price: tier.price.toString(),
    capacity: tier.capacity,
    zones: JSON.stringify(tier.zones),
    pass: tier.pass,
    max_per_order: tier.maxPerOrder,
    note: tier.note ?? null,
    withdrawn_at: null,
  };
}

/** A number is for good, also of a withdrawn tier: passes carry it. */
async function nextNumber(db: Db, event: EventId): Promise<TierNumber> {
  const row = await db
    .selectFrom('tiers')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('event_id', '=', event)
    .executeTakeFirst();
  const last: number | null | undefined = row?.last; // MAX of no rows is null, which Kysely's type leaves out.
  return tierNumberSchema.parse((last ?? 0) + 1);
}

async function updateTier(db: Db, event: EventId, tier: TierDefinition, position: number): Promise<void> {
  const ofTier = db.updateTable('tiers').where('event_id', '=', event).where('id', '=', tier.id);
  const changed = await ofTier
    .set(describedColumns(tier, position))
    .where((eb) => eb(eb('sold', '+', eb.ref('held')), '<=', tier.capacity))
    .executeTakeFirst();
  if (changed.numUpdatedRows === 1n) return;
  const { sold, held } = await db
    .selectFrom('tiers')
    .select(['sold', 'held'])
    .where('event_id', '=', event)
    .where('id', '=', tier.id)
    .executeTakeFirstOrThrow();
  throw new TanglegateError(
    'capacity-below-sold',
    `Event "${event}", tier "${tier.id}": found capacity ${tier.capacity}; wanted at least ${sold + held}, for ${sold} are sold and ${held} are held.`,
  );
}

/** Price and capacity may change; what was sold keeps its price. @throws TanglegateError `capacity-below-sold` */
export async function upsertTiers(db: Db, definition: EventDefinition, at: Millis): Promise<void> {
  const present = await db
    .selectFrom('tiers')
    .select(['id', 'withdrawn_at'])
    .where('event_id', '=', definition.id)
    .execute();
  for (const [position, tier] of definition.tiers.entries()) {
    if (present.some(({ id }) => id === tier.id)) {
      await updateTier(db, definition.id, tier, position);
      continue;
    }
    const number = await nextNumber(db, definition.id);
    const values = { event_id: definition.id, id: tier.id, number, ...describedColumns(tier, position) };
    await db.insertInto('tiers').values(values).execute();
  }
  for (const { id, withdrawn_at } of present) {
    if (withdrawn_at !== null || definition.tiers.some((tier) => tier.id === id)) continue;
    const ofTier = db.updateTable('tiers').where('event_id', '=', definition.id).where('id', '=', id);
    await ofTier.set({ withdrawn_at: at }).execute();
  }
}
