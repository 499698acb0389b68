import { words } from '../messages/words.ts';

/** "Saturday 5 December 2026, 20:00 CET": in the venue's zone, with the zone named. */
export function dateTimeWords(at: number, timeZone: string): string {
  return format(at, timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

/** "20:00 CET" */
export function timeWords(at: number, timeZone: string): string {
  return format(at, timeZone, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
}

/** "20:00:09", for lists in which seconds matter and the zone is said once above. */
export function clockWords(at: number, timeZone: string): string {
  return format(at, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** "Sat 5 Dec, 20:00 CET" */
export function shortDateWords(at: number, timeZone: string): string {
  return format(at, timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

export function numberWords(value: number): string {
  return new Intl.NumberFormat(words.locale).format(value);
}

function format(at: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(words.locale, { ...options, timeZone }).format(at);
}
