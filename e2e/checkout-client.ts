import { eventListSchema, eventViewSchema, type EventView } from '@tanglegate/core/http/events';
import {
  orderViewSchema,
  placedOrderSchema,
  type OrderView,
  type PlacedOrder,
} from '@tanglegate/core/http/orders';
import { ticketViewSchema, type TicketView } from '@tanglegate/core/http/tickets';
import { NOTHING, unitsFromText } from '@tanglegate/core/money';
import { waitFor } from './wait-for.ts';

/** The checkout's HTTP interface, as a program uses it. */
export interface CheckoutClient {
  event(id?: string): Promise<EventView>;
  place(event: EventView, tier: string, quantity?: number): Promise<PlacedOrder>;
  show(order: PlacedOrder): Promise<OrderView>;
  ticket(link: { id: string; secret: string }): Promise<TicketView>;
  /** Waits until the order is paid. */
  paid(order: PlacedOrder): Promise<Extract<OrderView, { state: 'paid' }>>;
}

const buyer = { name: 'Ada Lovelace', phone: '+41 79 123 45 67' };

export function checkoutClient(url: string): CheckoutClient {
  const get = async (path: string, secret?: string): Promise<unknown> => {
    const response = await fetch(
      url + path,
      secret === undefined ? {} : { headers: { authorization: `Bearer ${secret}` } },
    );
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const show = async (placed: PlacedOrder): Promise<OrderView> =>
    orderViewSchema.parse(await get(`/api/orders/${placed.order.id}`, placed.secret));

  return {
    event: async (id) => {
      const { events } = eventListSchema.parse(await get('/api/events'));
      const wanted = id ?? events[0]?.id;
      return eventViewSchema.parse(await get(`/api/events/${wanted ?? ''}`));
    },
    place: async (event, tier, quantity = 1) => {
      const response = await fetch(`${url}/api/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ event: event.id, tier, quantity, buyer }),
      });
      if (!response.ok) throw new Error(`POST /api/orders: ${response.status} ${await response.text()}`);
      return placedOrderSchema.parse(await response.json());
    },
    show,
    ticket: async ({ id, secret }) => ticketViewSchema.parse(await get(`/api/tickets/${id}`, secret)),
    paid: (placed) =>
      waitFor(`order ${placed.order.id} to be paid`, async () => {
        const order = await show(placed);
        return order.state === 'paid' ? order : undefined;
      }),
  };
}

/** The tier that costs something, cheapest first. */
export function paidTier(event: EventView): EventView['tiers'][number] {
  const tier = event.tiers.find(({ price }) => unitsFromText(price) > NOTHING);
  if (!tier) throw new Error(`${event.id} has no tier that costs anything`);
  return tier;
}
