import { z } from 'zod';
import {
  linkSessionSchema,
  newOrderSchema,
  orderViewSchema,
  refundAddressSchema,
  placedOrderSchema,
} from '@tanglegate/core/http/orders';
import { orderIdSchema, type OrderId } from '@tanglegate/core/ids';
import type { Orders } from '../../../ports/application.ts';
import { openLinkSession, requireLink, type LinkedThing } from '../link-secret.ts';
import { atMost, type RequestLimits } from '../request-limits.ts';
import { errors, json, nothing, withOrderLink } from '../route-schema.ts';
import type { EventStreams } from '../server-sent-events.ts';
import type { ZodApp } from '../zod-app.ts';

interface Dependencies {
  readonly orders: Orders;
  readonly limits: RequestLimits;
  readonly streams: EventStreams;
  /** Are we reached by https? */
  readonly secure: boolean;
}

const tags = ['Orders'];
const params = z.object({ order: orderIdSchema });
const unknown = { 404: '`order-unknown`, also for a wrong secret' };
/** Changes come in bursts: seen, paid, tickets. */
const LEAST_GAP_MS = 100;

export function orderRoutes(app: ZodApp, dependencies: Dependencies): void {
  placeRoute(app, dependencies);
  sessionRoute(app, dependencies);
  showRoutes(app, dependencies);
  refundAddressRoute(app, dependencies);
  streamRoute(app, dependencies);
}

function linkedOrder(orders: Orders): LinkedThing<OrderId> {
  return { kind: 'order', opens: (id, secret) => orders.opens(id, secret) };
}

function placeRoute(app: ZodApp, { orders, limits }: Dependencies): void {
  app.post(
    '/api/orders',
    {
      config: atMost(limits.ordersPerTenMinutes, 10),
      schema: {
        summary: 'Place an order: a hold, a deposit address of its own, a frozen price',
        description: 'The secret opens the order; it is told this once. A free tier is paid at once.',
        tags,
        body: newOrderSchema,
        response: {
          201: json('The order and the secret of its link', placedOrderSchema),
          ...errors({
            400: '`invalid-request`',
            404: '`event-unknown`, `tier-unknown`',
            409: '`sold-out`, `sale-over`, `too-many-tickets`',
            503: '`no-address-left`, `payments-not-ready`',
          }),
        },
      },
    },
    async (request, reply) => {
      const placed = await orders.place(request.body);
      return reply.code(201).header('location', `/api/orders/${placed.order.id}`).send(placed);
    },
  );
}

function sessionRoute(app: ZodApp, { orders, limits, secure }: Dependencies): void {
  app.post(
    '/api/orders/:order/session',
    {
      config: atMost(limits.linkSessionsPerMinute),
      schema: {
        summary: "Exchange a link's secret for a cookie that opens this one order",
        tags,
        params,
        body: linkSessionSchema,
        response: { 204: nothing('The cookie is set'), ...errors({ 400: '`invalid-request`', ...unknown }) },
      },
    },
    async (request, reply) => {
      const given = { id: request.params.order, secret: request.body.secret, secure };
      await openLinkSession(linkedOrder(orders), given, reply);
      return reply.code(204).send();
    },
  );
}

function showRoutes(app: ZodApp, { orders }: Dependencies): void {
  const thing = linkedOrder(orders);
  const answer = json('The order as it is now', orderViewSchema);
  app.get(
    '/api/orders/:order',
    {
      schema: {
        summary: 'An order: what is due, or its tickets',
        tags,
        params,
        security: withOrderLink,
        response: { 200: answer, ...errors(unknown) },
      },
    },
    async (request) => {
      await requireLink(thing, request.params.order, request);
      return orders.show(request.params.order);
    },
  );
  app.post(
    '/api/orders/:order/cancel',
    {
      schema: {
        summary: 'Cancel an open order: its hold is released, and money that still comes is owed back',
        tags,
        params,
        security: withOrderLink,
        response: { 200: answer, ...errors({ ...unknown, 409: '`order-not-open`' }) },
      },
    },
    async (request) => {
      await requireLink(thing, request.params.order, request);
      return orders.cancel(request.params.order);
    },
  );
}

function refundAddressRoute(app: ZodApp, { orders, limits }: Dependencies): void {
  const thing = linkedOrder(orders);
  app.put(
    '/api/orders/:order/refund-address',
    {
      config: atMost(limits.linkSessionsPerMinute),
      schema: {
        summary: 'Say where money goes back to, should some be owed back; it may be changed',
        tags,
        params,
        security: withOrderLink,
        body: refundAddressSchema,
        response: {
          200: json('The order as it is now', orderViewSchema),
          ...errors({
            400: '`invalid-request`, `address-malformed`',
            ...unknown,
            409: '`address-ours`: tickets are paid to it',
          }),
        },
      },
    },
    async (request) => {
      await requireLink(thing, request.params.order, request);
      return orders.setRefundAddress(request.params.order, request.body.address);
    },
  );
}

function streamRoute(app: ZodApp, { orders, streams }: Dependencies): void {
  const thing = linkedOrder(orders);
  app.get(
    '/api/orders/:order/events',
    {
      exposeHeadRoute: false,
      schema: {
        summary: 'The order, live: server-sent events named `order`, each the whole order',
        tags,
        params,
        security: withOrderLink,
        response: {
          200: {
            description: 'One event at once, another after each change',
            content: { 'text/event-stream': { schema: orderViewSchema } },
          },
          ...errors(unknown),
        },
      },
    },
    async (request, reply) => {
      const { order } = request.params;
      await requireLink(thing, order, request);
      await streams.open(request, reply, {
        event: 'order',
        schema: orderViewSchema,
        show: () => orders.show(order),
        onChange: (changed) => orders.onChange(order, changed),
        leastGapMs: LEAST_GAP_MS,
      });
      return reply;
    },
  );
}
