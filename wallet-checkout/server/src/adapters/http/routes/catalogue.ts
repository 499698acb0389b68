import { z } from 'zod';
import { eventListSchema, eventViewSchema } from '@tanglegate/core/http/events';
import { networkSchema, type Network } from '@tanglegate/core/http/network';
import { eventIdSchema } from '@tanglegate/core/ids';
import type { Catalogue } from '../../../ports/application.ts';
import { errors, json } from '../route-schema.ts';
import type { ZodApp } from '../zod-app.ts';

export function catalogueRoutes(
  app: ZodApp,
  { catalogue, network }: { catalogue: Catalogue; network: Network },
): void {
  const tags = ['Events'];
  app.get(
    '/api/network',
    {
      schema: {
        summary: 'The ledger in use: its name, chain and coin',
        tags,
        response: { 200: json('The network', networkSchema), ...errors({}) },
      },
    },
    () => network,
  );
  app.get(
    '/api/events',
    {
      schema: {
        summary: 'Every event that is on sale or still to come',
        tags,
        response: { 200: json('The events', eventListSchema), ...errors({}) },
      },
    },
    async () => ({ events: await catalogue.listEvents() }),
  );
  app.get(
    '/api/events/:event',
    {
      schema: {
        summary: 'One event with its tiers, prices and what is left',
        tags,
        params: z.object({ event: eventIdSchema }),
        response: { 200: json('The event', eventViewSchema), ...errors({ 404: '`event-unknown`' }) },
      },
    },
    (request) => catalogue.showEvent(request.params.event),
  );
}
