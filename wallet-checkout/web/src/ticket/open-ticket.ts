import type { Millis } from '@tanglegate/core/clock';
import type { TicketView } from '@tanglegate/core/http/tickets';
import { isOutOfReach } from '../api/api-error.ts';
import type { KeptTicket } from './kept-ticket.ts';

/** A ticket on the screen: fresh from the server, or the copy kept on this device when nobody answers. */
export interface OpenedTicket {
  readonly ticket: TicketView;
  /** Present on a copy: when it was kept. */
  readonly keptAt?: Millis;
}

/** @throws ApiError when there is neither; a refusal by the server is never hidden behind an old copy. */
export async function openTicket(
  load: () => Promise<TicketView>,
  kept: () => KeptTicket | undefined,
): Promise<OpenedTicket> {
  try {
    return { ticket: await load() };
  } catch (thrown) {
    const copy = isOutOfReach(thrown) ? kept() : undefined;
    if (copy === undefined) throw thrown;
    return { ticket: copy.ticket, keptAt: copy.keptAt };
  }
}
