import type { Selectable } from 'kysely';
import type { IssuedTicket } from '../../domain/ticket.ts';
import type { TicketRepository } from '../../ports/store.ts';
import type { Database, Db } from './database.ts';

function ticketFrom(row: Selectable<Database['tickets']>): IssuedTicket {
  return {
    id: row.id,
    order: row.order_id,
    event: row.event_id,
    tier: row.tier_id,
    number: row.number,
    of: row.of,
    pass: row.pass,
    issuedAt: row.issued_at,
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}

export function ticketRepository(db: Db): TicketRepository {
  return {
    async insert(tickets) {
      const rows = tickets.map((ticket) => ({
        id: ticket.id,
        order_id: ticket.order,
        event_id: ticket.event,
        tier_id: ticket.tier,
        number: ticket.number,
        of: ticket.of,
        pass: ticket.pass,
        issued_at: ticket.issuedAt,
        revoked_at: ticket.revokedAt ?? null,
      }));
      await db.insertInto('tickets').values(rows).execute();
    },
    async listOf(order) {
      const ofOrder = db.selectFrom('tickets').selectAll().where('order_id', '=', order);
      return (await ofOrder.orderBy('number').execute()).map((row) => ticketFrom(row));
    },
    async find(id) {
      const row = await db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : ticketFrom(row);
    },
    async revokeOf(order, at) {
      const ofOrder = db.updateTable('tickets').set({ revoked_at: at }).where('order_id', '=', order);
      await ofOrder.where('revoked_at', 'is', null).execute();
    },
  };
}
