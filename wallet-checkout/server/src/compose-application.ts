import type { Clock } from '@tanglegate/core/clock';
import type { Changes } from './ports/changes.ts';
import type { Catalogue, Live, Money, MoneyOut, Orders, Tickets, Unsubscribe } from './ports/application.ts';
import type { Ledger } from './ports/ledger.ts';
import type { OrderId } from '@tanglegate/core/ids';
import { advanceOne, type AdvanceParts } from './use-cases/advance-orders.ts';
import { exportMoney, type ExportMoneyParts } from './use-cases/export-money.ts';
import { recordSent } from './use-cases/record-sent.ts';
import { placeOrder, type PlaceParts } from './use-cases/place-order.ts';
import { revokeOrder } from './use-cases/revoke-order.ts';
import { setRefundAddress } from './use-cases/set-refund-address.ts';
import { listEvents, listOrganiserEvents, showEvent } from './use-cases/show-events.ts';
import { showMoney, type ShowMoneyParts } from './use-cases/show-money.ts';
import { showLive, type ShowLiveParts } from './use-cases/show-live.ts';
import { opensOrder, showOrder, showPlaced, type ShowOrderParts } from './use-cases/show-order.ts';
import { opensTicket, showTicket, type ShowTicketParts } from './use-cases/show-ticket.ts';
import { writeOffRefund } from './use-cases/write-off-refund.ts';

export interface ApplicationParts
  extends
    AdvanceParts,
    PlaceParts,
    ShowOrderParts,
    ShowTicketParts,
    ShowLiveParts,
    ShowMoneyParts,
    Pick<ExportMoneyParts, 'network' | 'signDocument'> {
  readonly ledger: Ledger;
  readonly changes: Changes;
  readonly clock: Clock;
}

const both = (...some: Unsubscribe[]): Unsubscribe => {
  return () => {
    for (const stop of some) stop();
  };
};

function orders(parts: ApplicationParts): Orders {
  const { changes } = parts;
  return {
    async place(wanted) {
      const placed = await placeOrder(wanted, parts);
      return { secret: placed.secret, order: await showPlaced(placed, parts) };
    },
    opens: (id, secret) => opensOrder(id, secret, parts),
    show: (id) => showOrder(id, parts),
    async cancel(id) {
      await advanceOne(id, { kind: 'cancel' }, parts);
      return showOrder(id, parts);
    },
    async setRefundAddress(id, address) {
      await setRefundAddress(id, address, parts);
      return showOrder(id, parts);
    },
    onChange: (id: OrderId, changed) =>
      both(
        changes.on('order', (about) => {
          if (about === id) changed();
        }),
        changes.on('ledger', changed),
      ),
  };
}

const catalogue = (parts: ApplicationParts): Catalogue => ({
  listEvents: () => listEvents(parts),
  showEvent: (id) => showEvent(id, parts),
});

const tickets = (parts: ApplicationParts): Tickets => ({
  opens: (id, secret) => opensTicket(id, secret, parts),
  show: (id) => showTicket(id, parts),
});

function live(parts: ApplicationParts): Live {
  const { changes } = parts;
  return {
    listEvents: (organiser) => listOrganiserEvents(organiser, parts),
    show: (organiser, id) => showLive(organiser, id, parts),
    onChange: (changed) =>
      both(
        changes.on('order', changed),
        changes.on('catalogue', changed),
        changes.on('doors', changed),
        changes.on('ledger', changed),
        changes.on('readers', changed),
        changes.on('money', changed),
      ),
  };
}

const money = (parts: ApplicationParts): Money => ({
  show: (organiser) => showMoney(organiser, parts),
  revoke: (organiser, id) => revokeOrder(organiser, id, parts),
  writeOff: (organiser, refund) => writeOffRefund(organiser, refund, parts),
  async noteRefused(organiser, until) {
    await parts.money.noteRefused(organiser, until, parts.clock.now());
    parts.changes.tell('money', undefined);
  },
});

const moneyOut = (parts: ApplicationParts): MoneyOut => ({
  export: (organiser) => exportMoney(organiser, parts),
  recordSent: (organiser, sent) => recordSent(organiser, sent, parts),
});

export function composeApplication(parts: ApplicationParts) {
  return {
    catalogue: catalogue(parts),
    orders: orders(parts),
    tickets: tickets(parts),
    live: live(parts),
    money: money(parts),
    moneyOut: moneyOut(parts),
  };
}
