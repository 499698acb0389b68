import type { EventSummary } from '@tanglegate/core/http/events';

/**
 * The event named in the fragment; else the one that lets people in right now, else the next to come, else the last that was.
 * Undefined while there is none.
 */
export function chooseEvent(
  events: readonly EventSummary[],
  hash: string,
  now: number,
): EventSummary | undefined {
  const byTime = [...events].sort((a, b) => a.opensAt - b.opensAt);
  return (
    events.find((event) => `#${event.id}` === hash) ??
    byTime.find((event) => event.closesAt > now) ??
    byTime.at(-1)
  );
}
