import type { Millis } from '@tanglegate/core/clock';

const formats = new Map<string, Intl.DateTimeFormat>();

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat;
  try {
    format = makeFormat(timeZone);
  } catch {
    // A zone this runtime does not know: its time would be a guess, so UTC is told.
    format = makeFormat('UTC');
  }
  formats.set(timeZone, format);
  return format;
}

function partsOf(at: Millis, timeZone: string): { day: string; time: string } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { day: `${part('day')} ${part('month')}`, time: `${part('hour')}:${part('minute')}` };
}

/** "20:14", or "20:14 on 3 Nov" where that is another day than `now` in `timeZone` (IANA). */
export function tellTime(at: Millis, now: Millis, timeZone: string): string {
  const then = partsOf(at, timeZone);
  return then.day === partsOf(now, timeZone).day ? then.time : `${then.time} on ${then.day}`;
}
