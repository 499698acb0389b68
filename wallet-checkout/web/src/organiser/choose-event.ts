import type { EventSummary } from '@tanglegate/core/http/events';

/** The event named in the fragment, else the first of the list; undefined while there is none. */
export function chooseEvent(events: readonly EventSummary[], hash: string): EventSummary | undefined {
  return events.find((event) => `#${event.id}` === hash) ?? events[0];
}
