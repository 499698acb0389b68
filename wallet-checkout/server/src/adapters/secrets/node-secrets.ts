import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { orderIdSchema, ticketIdSchema, type TicketId } from '@tanglegate/core/ids';
import type { Secrets } from '../../ports/secrets.ts';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** @param linkKey at least 32 random bytes; whoever has it can open every ticket's page */
export function nodeSecrets(linkKey: Uint8Array): Secrets {
  const linkOf = (ticket: TicketId): string =>
    createHmac('sha256', linkKey).update(ticket, 'utf8').digest('base64url');
  return {
    newOrderId: () => orderIdSchema.parse(hex(16)),
    newTicketId: () => ticketIdSchema.parse(hex(16)),
    newRefundId: () => hex(16),
    newFeedId: () => hex(8),
    newLinkSecret: () => randomBytes(32).toString('base64url'),
    hash: (text) => sha256(text).toString('hex'),
    matchesHash: (secret, hash) => timingSafeEqual(sha256(secret), Buffer.from(hash, 'hex')),
    ticketSecret: linkOf,
    // Hashed first, so that both sides have one length whatever was sent.
    opensTicket: (ticket, secret) => timingSafeEqual(sha256(secret), sha256(linkOf(ticket))),
  };
}
