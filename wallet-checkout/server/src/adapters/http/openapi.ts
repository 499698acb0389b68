import swagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doorCredentialSchema, doorListSchema, doorViewSchema } from '@tanglegate/core/http/doors';
import { errorBodySchema } from '@tanglegate/core/http/errors';
import {
  eventListSchema,
  eventSummarySchema,
  eventViewSchema,
  tierViewSchema,
} from '@tanglegate/core/http/events';
import { liveViewSchema, sessionViewSchema } from '@tanglegate/core/http/live';
import { coinSchema, networkSchema } from '@tanglegate/core/http/network';
import {
  buyerSchema,
  newOrderSchema,
  orderViewSchema,
  placedOrderSchema,
} from '@tanglegate/core/http/orders';
import { ticketViewSchema } from '@tanglegate/core/http/tickets';
import { apiPage } from './api-page.ts';
import { unlimited } from './request-limits.ts';
import type { ZodApp } from './zod-app.ts';

/** Schemas that the document names instead of repeating them. */
const named = {
  Buyer: buyerSchema,
  Coin: coinSchema,
  DoorCredential: doorCredentialSchema,
  DoorList: doorListSchema,
  DoorView: doorViewSchema,
  Error: errorBodySchema,
  EventList: eventListSchema,
  EventSummary: eventSummarySchema,
  EventView: eventViewSchema,
  LiveView: liveViewSchema,
  Network: networkSchema,
  NewOrder: newOrderSchema,
  OrderView: orderViewSchema,
  PlacedOrder: placedOrderSchema,
  SessionView: sessionViewSchema,
  TicketView: ticketViewSchema,
  TierView: tierViewSchema,
};

const description = `Tickets paid with IOTA, and the doors that open for them.

Amounts are decimal digits in ledger units, as text; times are milliseconds since 1970. Every refusal has a stable \`code\` and words that say what to do.
An order or a ticket is opened by the secret of its link: hand it in once for a cookie, or send it as \`Authorization: Bearer\`.`;

const securitySchemes = {
  linkSecret: { type: 'http', scheme: 'bearer', description: "The secret of an order's or a ticket's link" },
  orderCookie: { type: 'apiKey', in: 'cookie', name: 'tg_order' },
  ticketCookie: { type: 'apiKey', in: 'cookie', name: 'tg_ticket' },
  organiserSession: { type: 'apiKey', in: 'cookie', name: 'tg_session' },
} as const;

/** Before the routes: it collects them as they are added. */
export async function documentRoutes(app: ZodApp, publicUrl: string): Promise<void> {
  const schemaRegistry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) schemaRegistry.add(schema, { id });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Tanglegate', description, version: '1' },
      servers: [{ url: new URL(publicUrl).origin }],
      components: { securitySchemes },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });
}

export function openapiRoute(app: ZodApp): void {
  const hidden = { config: unlimited, schema: { hide: true } };
  app.get('/api/openapi.json', hidden, () => app.swagger());
  app.get('/api/docs', hidden, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(apiPage(app.swagger())),
  );
}
