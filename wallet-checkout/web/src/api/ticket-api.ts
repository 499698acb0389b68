import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import type { TicketView } from '@tanglegate/core/http/tickets';
import { request, tell } from './request.ts';

/** Exchanges the link's secret for the ticket's cookie, then reads the ticket. */
export async function loadTicket(id: string, secret: string): Promise<TicketView> {
  await tell('POST', `/api/tickets/${id}/session`, { secret });
  return request('GET', `/api/tickets/${id}`, ticketViewSchema);
}
