import { z } from 'zod';
import { linkSessionSchema } from '@tanglegate/core/http/orders';
import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import { ticketIdSchema, type TicketId } from '@tanglegate/core/ids';
import type { Tickets } from '../../../ports/application.ts';
import { openLinkSession, requireLink, type LinkedThing } from '../link-secret.ts';
import { atMost, type RequestLimits } from '../request-limits.ts';
import { errors, json, nothing, withTicketLink } from '../route-schema.ts';
import type { ZodApp } from '../zod-app.ts';

interface Dependencies {
  readonly tickets: Tickets;
  readonly limits: RequestLimits;
  /** Are we reached by https? */
  readonly secure: boolean;
}

export function ticketRoutes(app: ZodApp, { tickets, limits, secure }: Dependencies): void {
  const tags = ['Tickets'];
  const params = z.object({ ticket: ticketIdSchema });
  const unknown = { 404: '`ticket-unknown`, also for a wrong secret' };
  const thing: LinkedThing<TicketId> = {
    kind: 'ticket',
    opens: (id, secret) => tickets.opens(id, secret),
  };
  app.post(
    '/api/tickets/:ticket/session',
    {
      config: atMost(limits.linkSessionsPerMinute),
      schema: {
        summary: "Exchange a link's secret for a cookie that opens this one ticket",
        tags,
        params,
        body: linkSessionSchema,
        response: { 204: nothing('The cookie is set'), ...errors({ 400: '`invalid-request`', ...unknown }) },
      },
    },
    async (request, reply) => {
      const given = { id: request.params.ticket, secret: request.body.secret, secure };
      await openLinkSession(thing, given, reply);
      return reply.code(204).send();
    },
  );
  app.get(
    '/api/tickets/:ticket',
    {
      schema: {
        summary: 'A ticket with the text of its QR code',
        tags,
        params,
        security: withTicketLink,
        response: { 200: json('The ticket', ticketViewSchema), ...errors(unknown) },
      },
    },
    async (request) => {
      await requireLink(thing, request.params.ticket, request);
      return tickets.show(request.params.ticket);
    },
  );
}
