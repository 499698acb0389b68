import { linkSecretSchema } from '@tanglegate/core/http/orders';
import { orderIdSchema, ticketIdSchema } from '@tanglegate/core/ids';
import type { OrderId, TicketId } from '@tanglegate/core/ids';

/** What the fragment of an order's or ticket's link carries. It never reaches a server's log: fragments are not sent. */
export interface PrivateLink<Id> {
  readonly id: Id;
  readonly secret: string;
}

export const parseOrderLink = (hash: string) =>
  parseLink<OrderId>(hash, (id) => orderIdSchema.safeParse(id).data);
export const parseTicketLink = (hash: string) =>
  parseLink<TicketId>(hash, (id) => ticketIdSchema.safeParse(id).data);

export function privateLink(path: '/order' | '/ticket', link: PrivateLink<string>): string {
  return `${path}#${link.id}.${link.secret}`;
}

/** `#<id>.<secret>`, or undefined for anything else. */
function parseLink<Id>(hash: string, idOf: (text: unknown) => Id | undefined): PrivateLink<Id> | undefined {
  const [idText, secretText, ...rest] = hash.replace(/^#/, '').split('.');
  const id = idOf(idText);
  const secret = linkSecretSchema.safeParse(secretText).data;
  return id === undefined || secret === undefined || rest.length > 0 ? undefined : { id, secret };
}
