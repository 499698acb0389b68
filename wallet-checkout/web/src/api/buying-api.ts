import { eventListSchema, eventViewSchema } from '@tanglegate/core/http/events';
import { networkSchema } from '@tanglegate/core/http/network';
import { orderViewSchema, placedOrderSchema } from '@tanglegate/core/http/orders';
import type { NewOrder } from '@tanglegate/core/http/orders';
import { request, tell } from './request.ts';

export const loadNetwork = () => request('GET', '/api/network', networkSchema);
export const loadEvents = () => request('GET', '/api/events', eventListSchema);
export const loadEvent = (id: string) =>
  request('GET', `/api/events/${encodeURIComponent(id)}`, eventViewSchema);
export const placeOrder = (order: NewOrder) => request('POST', '/api/orders', placedOrderSchema, order);
export const openOrder = (id: string, secret: string) =>
  tell('POST', `/api/orders/${id}/session`, { secret });
export const loadOrder = (id: string) => request('GET', `/api/orders/${id}`, orderViewSchema);
export const cancelOrder = (id: string) => request('POST', `/api/orders/${id}/cancel`, orderViewSchema);
export const setRefundAddress = (id: string, address: string) =>
  request('PUT', `/api/orders/${id}/refund-address`, orderViewSchema, { address });
export const orderEventsPath = (id: string) => `/api/orders/${id}/events`;
