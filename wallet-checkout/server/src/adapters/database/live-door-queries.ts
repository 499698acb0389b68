import type { LiveView } from '@tanglegate/core/http/live';
import type { SaleEvent } from '../../domain/sale.ts';
import type { DoorNumbers } from '../../ports/live-queries.ts';
import type { Db } from './database.ts';

async function countByDoor(
  db: Db,
  event: SaleEvent,
): Promise<Map<string, { admitted: number; refused: number }>> {
  const rows = await db
    .selectFrom('door_facts')
    .select((eb) => ['door_id', 'kind', eb.fn.countAll<number>().as('count')])
    .where('venue_id', '=', event.venueId)
    // A refusal of something unreadable names no event: it counts for whichever event is watched.
    .where((eb) => eb.or([eb('event_number', '=', event.number), eb('event_number', 'is', null)]))
    .groupBy(['door_id', 'kind'])
    .execute();
  const counts = new Map<string, { admitted: number; refused: number }>();
  for (const row of rows) {
    const door = counts.get(row.door_id) ?? { admitted: 0, refused: 0 };
    door[row.kind === 'admission' ? 'admitted' : 'refused'] += row.count;
    counts.set(row.door_id, door);
  }
  return counts;
}

/** Every door of the event's venue, with its state. */
export async function doorNumbers(db: Db, event: SaleEvent): Promise<DoorNumbers[]> {
  const counts = await countByDoor(db, event);
  const doors = await db
    .selectFrom('doors')
    .innerJoin('zones', (join) =>
      join.onRef('zones.venue_id', '=', 'doors.venue_id').onRef('zones.id', '=', 'doors.zone_id'),
    )
    .leftJoin('door_states', 'door_states.door_id', 'doors.id')
    .select(['doors.id', 'doors.name', 'doors.venue_id', 'zones.name as zone_name'])
    .select(['door_states.state', 'door_states.since', 'door_states.last_seen_at'])
    .where('doors.venue_id', '=', event.venueId)
    .where('doors.removed_at', 'is', null)
    .orderBy('doors.id')
    .execute();
  return doors.map((door) => ({
    id: door.id,
    name: door.name,
    venue: door.venue_id,
    zoneName: door.zone_name,
    state: door.state ?? 'never-seen',
    ...(door.last_seen_at === null ? {} : { lastSeenAt: door.last_seen_at }),
    ...(door.since === null ? {} : { since: door.since }),
    ...(counts.get(door.id) ?? { admitted: 0, refused: 0 }),
  }));
}

export async function latestScans(db: Db, event: SaleEvent, limit: number): Promise<LiveView['scans']> {
  const rows = await db
    .selectFrom('door_facts')
    .leftJoin('doors', 'doors.id', 'door_facts.door_id')
    .select(['door_facts.at', 'door_facts.kind', 'door_facts.door_id', 'doors.name as door_name'])
    .select(['tier_number', 'direction', 'reason'])
    .where('door_facts.venue_id', '=', event.venueId)
    .where((eb) => eb.or([eb('event_number', '=', event.number), eb('event_number', 'is', null)]))
    .orderBy('door_facts.at', 'desc')
    .orderBy('n', 'desc')
    .limit(limit)
    .execute();
  const tierName = new Map<number | null, string>(event.tiers.map((tier) => [tier.number, tier.name]));
  return rows.map((row) => {
    const doorName = row.door_name ?? row.door_id;
    if (row.kind === 'refusal')
      return { kind: 'refusal', at: row.at, doorName, reason: row.reason ?? 'malformed' };
    const tier = tierName.get(row.tier_number) ?? '';
    return { kind: 'admission', at: row.at, doorName, tierName: tier, direction: row.direction ?? 'in' };
  });
}
