import { MAX_PAYLOAD_BYTES } from '@tanglegate/core/mqtt/payload';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import { MAX_TOPIC_CHARACTERS } from './check-packet.ts';

/** Connections of one credential at one time: a device, its reloads, and whoever checks its credential for it. */
export const MAX_CONNECTIONS_PER_CREDENTIAL = 8;
/** Everybody together: a stadium has some hundred doors. Beyond it, TCP connections are closed and WebSocket answers 503. */
export const MAX_CONNECTIONS = 2_000;
/** Of one connection. Only a relay's own corner offers more than a dozen filters at all. */
export const MAX_SUBSCRIPTIONS = 100;
/** Retained messages outlive their sender in our memory. A relay's own corner has no other bound. */
export const MAX_RETAINED_TOPICS = 50;

/** Waiting for one connection to take it. The largest honest burst is a batch of a feed, sixteen times over. */
export const MAX_WAITING_BYTES = 16 * MAX_PAYLOAD_BYTES;

const HEADERS = 5 + 2 + 4 * MAX_TOPIC_CHARACTERS + 2;

/**
 * The largest packet a role may send. A scan is 2,000 characters of pass at most, each at most six in JSON; only feeds are longer.
 * Payloads are not checked against their schemas here: each receiver must do that anyway, since other brokers cannot, and a
 * second opinion in the middle would be one more place to differ.
 */
export function maxPacketBytes(principal: Principal): number {
  switch (principal.role) {
    case 'door':
    case 'gate':
    case 'relay':
      return 16 * 1024 + HEADERS;
    case 'validator':
    case 'checkout':
      return MAX_PAYLOAD_BYTES + HEADERS;
  }
}
