import type { Clock } from '@tanglegate/core/clock';
import type { OrderView } from '@tanglegate/core/http/orders';
import type { OrderId } from '@tanglegate/core/ids';
import type { AddressHex } from '../domain/address.ts';
import { sum } from '../domain/money-balance.ts';
import type { OpenOrder, Order, PaidOrder } from '../domain/order.ts';
import { dueOf } from '../domain/place-order.ts';
import type { SaleEvent } from '../domain/sale.ts';
import type { Refund } from '../domain/refund.ts';
import type { Arrival, Deposit, Ledger, RefusedDeposit } from '../ports/ledger.ts';
import type { LedgerHealth } from '../ports/ledger-health.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Repositories, Store } from '../ports/store.ts';
import { findEvent, type JustPlaced } from './place-order.ts';

export interface ShowOrderParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly ledger: Pick<Ledger, 'formatAddress'>;
  readonly ledgerHealth: () => LedgerHealth;
}

type Common = Omit<Extract<OrderView, { state: 'expired' }>, 'state' | 'expiredAt'>;

function ledgerView(health: LedgerHealth): Common['ledger'] {
  return health.state === 'following'
    ? { state: 'following' }
    : { state: 'unreachable', since: health.since };
}

function eventView(event: SaleEvent): Common['event'] {
  return {
    id: event.id,
    name: event.name,
    venueName: event.venue.name,
    timeZone: event.venue.timeZone,
    opensAt: event.opensAt,
    startsAt: event.startsAt,
  };
}

const arrivalView = ({ amount, transaction, ledgerAt }: Arrival): Common['deposits'][number] => ({
  amount: amount.toString(),
  transaction,
  at: ledgerAt,
});

const refusedView = (refused: RefusedDeposit): Common['refused'][number] => ({
  ...arrivalView(refused),
  reason: refused.reason,
  asset: refused.asset,
});

function refundView(refund: Refund, { ledger }: ShowOrderParts): Common['refunds'][number] {
  const { amount, reason, state } = refund;
  const sending =
    refund.state === 'sent' || refund.state === 'seen'
      ? { to: ledger.formatAddress(refund.to), transaction: refund.ledgerId }
      : {};
  return { amount: amount.toString(), reason, state, ...sending };
}

/** All money of an order, in and out. */
interface OrderMoney {
  readonly arrived: readonly Deposit[];
  readonly refused: readonly RefusedDeposit[];
  readonly refunds: readonly Refund[];
  /** Where the buyer wants them. */
  readonly goesBackTo?: AddressHex | undefined;
}

async function moneyOf(id: OrderId, { deposits, refunds, orders }: Repositories): Promise<OrderMoney> {
  return {
    arrived: await deposits.listOf(id),
    refused: await deposits.listRefusedOf(id),
    refunds: await refunds.listOf(id),
    goesBackTo: await orders.refundAddress(id),
  };
}

function commonView(order: Order, event: SaleEvent, money: OrderMoney, parts: ShowOrderParts): Common {
  const { arrived, refused, refunds, goesBackTo } = money;
  const { formatAddress } = parts.ledger;
  const tier = event.tiers.find(({ id }) => id === order.tier);
  return {
    id: order.id,
    event: eventView(event),
    tier: { id: order.tier, name: tier?.name ?? order.tier },
    quantity: order.quantity,
    price: order.price.toString(),
    placedAt: order.placedAt,
    serverTime: parts.clock.now(),
    received: sum(arrived.map(({ amount }) => amount)).toString(),
    deposits: arrived.map(arrivalView),
    refused: refused.map(refusedView),
    refunds: refunds.map((refund) => refundView(refund, parts)),
    ...(order.address === undefined ? {} : { address: formatAddress(order.address) }),
    ...(goesBackTo === undefined ? {} : { refundAddress: formatAddress(goesBackTo) }),
    ledger: ledgerView(parts.ledgerHealth()),
  };
}

const openView = (order: OpenOrder, common: Common, parts: ShowOrderParts): OrderView => ({
  ...common,
  state: 'open',
  address: parts.ledger.formatAddress(order.address),
  due: dueOf(order).toString(),
  expiresAt: order.expiresAt,
  heldUntil: order.heldUntil,
});

async function paidView(order: PaidOrder, common: Common, parts: ShowOrderParts): Promise<OrderView> {
  const tickets = await parts.store.read.tickets.listOf(order.id);
  const links = tickets.map(({ id, number, of }) => ({
    id,
    secret: parts.secrets.ticketSecret(id),
    number,
    of,
  }));
  return { ...common, state: 'paid', paidAt: order.paidAt, tickets: links };
}

/** Only for who has shown the order's secret: it carries the secrets of its tickets. */
export async function showOrder(id: OrderId, parts: ShowOrderParts): Promise<OrderView> {
  const order = await parts.store.read.orders.find(id);
  if (order === undefined) throw new Error(`order ${id} does not exist`);
  const event = await findEvent(parts.store.read, order.event);
  const common = commonView(order, event, await moneyOf(id, parts.store.read), parts);
  switch (order.state) {
    case 'open':
      return openView(order, common, parts);
    case 'paid':
      return paidView(order, common, parts);
    case 'expired':
      return { ...common, state: 'expired', expiredAt: order.expiredAt };
    case 'cancelled':
      return { ...common, state: 'cancelled', cancelledAt: order.cancelledAt };
    case 'revoked':
      return { ...common, state: 'revoked', revokedAt: order.revokedAt };
  }
}

const noMoney: OrderMoney = { arrived: [], refused: [], refunds: [] };

/** Shown from what is in hand, without reading it back: nobody can have paid to an address that nobody knew yet. */
export async function showPlaced({ order, event }: JustPlaced, parts: ShowOrderParts): Promise<OrderView> {
  const common = commonView(order, event, noMoney, parts);
  return order.state === 'open' ? openView(order, common, parts) : paidView(order, common, parts);
}

/** The hash of nothing that was ever a secret: an unknown order takes as long to refuse as a wrong secret. */
const NO_HASH = '0'.repeat(64);

export async function opensOrder(
  id: OrderId,
  secret: string,
  { store, secrets }: Pick<ShowOrderParts, 'store' | 'secrets'>,
): Promise<boolean> {
  const hash = await store.read.orders.secretHash(id);
  return secrets.matchesHash(secret, hash ?? NO_HASH) && hash !== undefined;
}
