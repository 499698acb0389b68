import type { EventDefinition } from './event-definition.ts';

/** Something in an event's description that its parts contradict. */
export interface DefinitionFault {
  /** Where, in the words of the description: `['tiers', 0, 'zones', 1]`. */
  readonly path: readonly (string | number)[];
  readonly wanted: string;
}

/** What no single field can know: names used twice, names of nothing, times out of order. */
export function definitionFaults(definition: EventDefinition): DefinitionFault[] {
  return [
    ...repeated(definition.zones, ['venue', 'zones'], 'zone'),
    ...repeated(definition.doors, ['venue', 'doors'], 'door'),
    ...repeated(definition.tiers, ['tiers'], 'tier'),
    ...unknownZones(definition),
    ...timesOutOfOrder(definition),
  ];
}

function repeated(
  things: readonly { readonly id: string }[],
  place: readonly string[],
  word: string,
): DefinitionFault[] {
  const seen = new Set<string>();
  return things.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path: [...place, index, 'id'], wanted: `an id that no other ${word} has` }];
  });
}

function unknownZones({ zones, doors, tiers }: EventDefinition): DefinitionFault[] {
  const ids = new Set<string>(zones.map((zone) => zone.id));
  const wanted = `one of this venue's zones: ${[...ids].join(', ')}`;
  const ofDoors = doors.flatMap((door, index) =>
    ids.has(door.zone) ? [] : [{ path: ['venue', 'doors', index, 'zone'], wanted }],
  );
  const ofTiers = tiers.flatMap((tier, index) =>
    tier.zones.flatMap((zone, at) =>
      ids.has(zone) ? [] : [{ path: ['tiers', index, 'zones', at], wanted }],
    ),
  );
  return [...ofDoors, ...ofTiers];
}

function timesOutOfOrder({ opensAt, startsAt, closesAt }: EventDefinition): DefinitionFault[] {
  if (opensAt > startsAt) return [{ path: ['startsAt'], wanted: 'a time not before opensAt' }];
  if (startsAt >= closesAt) return [{ path: ['closesAt'], wanted: 'a time after startsAt' }];
  return [];
}
