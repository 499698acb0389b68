import { millis, type Millis } from '@tanglegate/core/clock';

/** What a clock on the venue's wall shows; the zone makes a moment of it. */
export type LocalTime =
  | { readonly kind: 'moment'; readonly at: Millis }
  /** Skipped when the clocks go forward. */
  | { readonly kind: 'skipped' }
  /** Shown twice when the clocks go back: each showing with its offset, the earlier first. */
  | { readonly kind: 'twice'; readonly offsets: readonly string[] }
  /** That wall never shows this time with this offset. */
  | { readonly kind: 'other-offset'; readonly offsets: readonly string[] }
  | { readonly kind: 'malformed' };

const DAY_MS = 86_400_000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?: ?([+-]\d{2}:\d{2}))?$/;

export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** Milliseconds to add to UTC to get what the wall shows at that moment. */
type OffsetAt = (at: number) => number;

function offsetsOf(timeZone: string): OffsetAt {
  const numeric = 'numeric';
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    ...{ timeZone, hourCycle: 'h23', year: numeric, month: numeric, day: numeric },
    ...{ hour: numeric, minute: numeric, second: numeric },
  });
  return (at) => {
    const shown = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (name: string): number => shown[name] ?? Number.NaN;
    const day = [part('year'), part('month') - 1, part('day')] as const;
    const wall = Date.UTC(...day, part('hour'), part('minute'), part('second'));
    return wall - Math.floor(at / 1000) * 1000;
  };
}

/** "+01:00" */
function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const two = (value: number): string => value.toString().padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * Reads `2026-12-05 20:00`, or with an offset `2026-10-25 02:30 +01:00`, as the wall clock of `timeZone` (IANA, checked before).
 * Exact also on the days when the clocks change: no such time, or two of them, is said and never guessed.
 */
export function readLocalTime(text: string, timeZone: string): LocalTime {
  const match = FORM.exec(text);
  if (match === null) return { kind: 'malformed' };
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]; // The form has these five groups.
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const written = `${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}T${match[4] ?? ''}:${match[5] ?? ''}`;
  if (new Date(wall).toISOString().slice(0, 16) !== written) return { kind: 'malformed' };
  const offsetAt = offsetsOf(timeZone);
  const offsets = [...new Set([offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)])]
    .filter((offset) => offsetAt(wall - offset) === offset)
    .sort((a, b) => b - a);
  return chooseOffset(wall, offsets, match[6]);
}

function chooseOffset(wall: number, offsets: readonly number[], wanted: string | undefined): LocalTime {
  const [only, second] = offsets;
  if (only === undefined) return { kind: 'skipped' };
  const texts = offsets.map(offsetText);
  if (wanted !== undefined) {
    const chosen = offsets[texts.indexOf(wanted)];
    return chosen === undefined
      ? { kind: 'other-offset', offsets: texts }
      : { kind: 'moment', at: millis(wall - chosen) };
  }
  return second === undefined
    ? { kind: 'moment', at: millis(wall - only) }
    : { kind: 'twice', offsets: texts };
}

/** The reverse, to the minute and always with its offset: "2026-12-05 20:00 +01:00". */
export function writeLocalTime(at: Millis, timeZone: string): string {
  const offset = offsetsOf(timeZone)(at);
  return `${new Date(at + offset).toISOString().slice(0, 16).replace('T', ' ')} ${offsetText(offset)}`;
}
