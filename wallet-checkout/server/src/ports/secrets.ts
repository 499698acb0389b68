import type { OrderId, TicketId } from '@tanglegate/core/ids';

/** Randomness, hashes and the key of the ticket links. */
export interface Secrets {
  newOrderId(): OrderId;
  newTicketId(): TicketId;
  newRefundId(): string;
  /** 8 random bytes, hex: a feed's name. */
  newFeedId(): string;
  /** 32 random bytes, base64url: what an order's link carries. Only its hash is kept. */
  newLinkSecret(): string;
  hash(text: string): string;
  /** Constant-time. */
  matchesHash(secret: string, hash: string): boolean;
  /** HMAC-SHA256 of the ticket's id, base64url: a ticket's own link secret, stored nowhere. */
  ticketSecret(ticket: TicketId): string;
  /** Constant-time. */
  opensTicket(ticket: TicketId, secret: string): boolean;
}
