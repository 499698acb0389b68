import type { TicketView } from '@tanglegate/core/http/tickets';

type CalendarTicket = Pick<
  TicketView,
  'id' | 'eventName' | 'tierName' | 'venueName' | 'venueAddress' | 'number' | 'of' | 'startsAt' | 'closesAt'
>;

/** An iCalendar file (RFC 5545) with the event. No pass and no link in it: calendars are synchronised to who knows where. */
export function calendarFile(ticket: CalendarTicket, madeAt: number): string {
  const place = [ticket.venueName, ticket.venueAddress].filter((part) => part !== undefined).join(', ');
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tanglegate//Ticket//EN',
    'BEGIN:VEVENT',
    `UID:${ticket.id}@tanglegate`,
    `DTSTAMP:${utc(madeAt)}`,
    `DTSTART:${utc(ticket.startsAt)}`,
    `DTEND:${utc(ticket.closesAt)}`,
    `SUMMARY:${escaped(ticket.eventName)}`,
    `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(`${ticket.tierName}, ${ticket.number}/${ticket.of}`)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
}

/** RFC 5545, 3.3.5, form 2: "20261205T190000Z". */
function utc(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

/** RFC 5545, 3.1: at most 75 octets a line, a continued line begins with a space; never inside a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let result = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
