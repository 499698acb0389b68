import { millisSchema } from '@tanglegate/core/clock';
import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import type { TicketView } from '@tanglegate/core/http/tickets';
import { HOUR } from '@tanglegate/core/clock';
import { z } from 'zod';

/** The copy on this device, for a door without a network. The link's secret is not in it. */
const keptTicketSchema = z.object({ keptAt: millisSchema, ticket: ticketViewSchema });
export type KeptTicket = z.infer<typeof keptTicketSchema>;

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'tanglegate.ticket.';
const KEEP_AFTER_END_MS = 24 * HOUR;

/** @returns whether it was kept: a browser may forbid it, or be full. */
export function keepTicket(store: Store, ticket: TicketView, now: number): boolean {
  try {
    forgetOld(store, now);
    store.setItem(PREFIX + ticket.id, JSON.stringify({ keptAt: now, ticket }));
    return true;
  } catch {
    return false;
  }
}

export function readKeptTicket(store: Store, id: string): KeptTicket | undefined {
  try {
    return keptTicketSchema.parse(JSON.parse(store.getItem(PREFIX + id) ?? 'null'));
  } catch {
    return undefined;
  }
}

/** A day after an event has closed nobody needs its tickets on this device. */
function forgetOld(store: Store, now: number): void {
  const keys = Array.from({ length: store.length }, (_, i) => store.key(i));
  for (const key of keys) {
    if (!key?.startsWith(PREFIX)) continue;
    const kept = readKeptTicket(store, key.slice(PREFIX.length));
    if (kept === undefined || kept.ticket.closesAt + KEEP_AFTER_END_MS < now) store.removeItem(key);
  }
}
