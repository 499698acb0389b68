import { HOUR, MINUTE, SECOND, type Millis } from '@tanglegate/core/clock';

/** How this page's reader tells times. */
export interface TimeTeller {
  /** BCP 47. */
  readonly language: string;
  /** IANA zone of the device. */
  readonly deviceZone: string;
}

/**
 * "20:14", in the event's zone. With the day when it is not today's there, and with the zone's name when this device lives by
 * another one.
 * @param now by the clock that gave `at`
 */
export function tellTime(at: Millis, now: Millis, zone: string | undefined, teller: TimeTeller): string {
  const timeZone = zone !== undefined && isZone(zone) ? zone : teller.deviceZone;
  const format = (time: Millis, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(teller.language, { timeZone, ...options }).format(time);
  const day = (time: Millis): string => format(time, { dateStyle: 'short' });
  return format(at, {
    hour: '2-digit',
    minute: '2-digit',
    ...(day(at) !== day(now) && { weekday: 'short', day: 'numeric', month: 'short' }),
    ...(timeZone !== teller.deviceZone && { timeZoneName: 'short' }),
  });
}

/** "6 minutes ago". */
export function tellAgo(at: Millis, now: Millis, language: string, justNow: string): string {
  const passed = now - at;
  if (passed < 5 * SECOND) return justNow;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  if (passed < MINUTE) return relative.format(-Math.floor(passed / SECOND), 'second');
  if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), 'minute');
  if (passed < 48 * HOUR) return relative.format(-Math.floor(passed / HOUR), 'hour');
  return relative.format(-Math.floor(passed / (24 * HOUR)), 'day');
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
