import type { Millis } from '@tanglegate/core/clock';
import type { EventId, OrderId, TicketId, TierId } from '@tanglegate/core/ids';

/** The right of one person to enter, signed by the organiser. */
export interface IssuedTicket {
  readonly id: TicketId;
  readonly order: OrderId;
  readonly event: EventId;
  readonly tier: TierId;
  /** "1 of 2". */
  readonly number: number;
  readonly of: number;
  /** The QR text. */
  readonly pass: string;
  readonly issuedAt: Millis;
  readonly revokedAt?: Millis;
}
