import { HOUR, millis } from '@tanglegate/core/clock';
import { doorIdSchema, eventIdSchema, tierIdSchema, venueIdSchema, zoneIdSchema } from '@tanglegate/core/ids';
import { ledgerUnits } from '@tanglegate/core/money';
import type { EventDefinition, TierDefinition } from '../domain/event-definition.ts';

export const hall = zoneIdSchema.parse('hall');
export const backstage = zoneIdSchema.parse('backstage');
export const venue = venueIdSchema.parse('town-hall');
export const gala = eventIdSchema.parse('gala');
export const standing = tierIdSchema.parse('standing');
export const free = tierIdSchema.parse('free');
export const north = doorIdSchema.parse('north');

export function testTier(changes: Partial<TierDefinition> = {}): TierDefinition {
  return {
    id: standing,
    name: 'Standing',
    price: ledgerUnits(2_000_000_000n),
    capacity: 100,
    zones: [hall],
    pass: 'static',
    maxPerOrder: 10,
    ...changes,
  };
}

/** Open since an hour ago, over in five. */
export function testEvent(changes: Partial<EventDefinition> = {}): EventDefinition {
  const now = Date.now();
  return {
    id: gala,
    name: 'Gala',
    description: 'An evening.',
    venue: { id: venue, name: 'Town Hall', address: '1 Main Street', timeZone: 'Europe/Zurich' },
    zones: [
      { id: hall, name: 'Hall' },
      { id: backstage, name: 'Backstage' },
    ],
    doors: [{ id: north, name: 'North', zone: hall }],
    opensAt: millis(now - HOUR),
    startsAt: millis(now + HOUR),
    closesAt: millis(now + 5 * HOUR),
    tiers: [
      testTier(),
      testTier({ id: free, name: 'Free', price: ledgerUnits(0n), capacity: 20, note: 'wristband' }),
    ],
    ...changes,
  };
}
