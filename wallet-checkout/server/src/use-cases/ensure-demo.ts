import { HOUR, millis, type Clock, type Millis } from '@tanglegate/core/clock';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { EventDefinition } from '../domain/event-definition.ts';
import type { Live } from '../ports/application.ts';

export interface DemoParts {
  readonly live: Pick<Live, 'listEvents'>;
  readonly clock: Clock;
  readonly importEvent: (definition: EventDefinition) => Promise<unknown>;
}

/** The first is open now, the others begin later. */
export type DemoEvents = readonly [EventDefinition, ...EventDefinition[]];

const DAY = 24 * HOUR;
const OPEN_FOR = 3 * DAY;
const LATER = 7 * DAY;
/** Whoever comes back the next day still gets in. */
const MOVED_WHEN_LEFT = DAY;

function moved(definition: EventDefinition, now: Millis, index: number): EventDefinition {
  const hour = Math.floor(now / HOUR) * HOUR;
  const opens = index === 0 ? hour - HOUR : hour + index * LATER;
  const lasts = index === 0 ? OPEN_FOR : definition.closesAt - definition.opensAt;
  return {
    ...definition,
    opensAt: millis(opens),
    startsAt: millis(opens + 2 * HOUR),
    closesAt: millis(opens + Math.max(lasts, 3 * HOUR)),
  };
}

/**
 * Something to buy on a box that has nothing to sell yet; on a box that shows the demo, its times are moved before they run out.
 * Never touches anybody's own events.
 * @returns whether the demo is on sale here
 */
export async function ensureDemo(
  organiser: OrganiserId,
  demo: DemoEvents,
  { live, clock, importEvent }: DemoParts,
): Promise<boolean> {
  const now = clock.now();
  const events = await live.listEvents(organiser);
  const shown = events.find((event) => event.id === demo[0].id);
  if (shown === undefined && events.length > 0) return false;
  if (shown !== undefined && shown.closesAt - now >= MOVED_WHEN_LEFT) return true;
  for (const [index, definition] of demo.entries()) await importEvent(moved(definition, now, index));
  return true;
}
