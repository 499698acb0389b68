import type { Clock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { NewOrder } from '@tanglegate/core/http/orders';
import type { EventId, OrderId } from '@tanglegate/core/ids';
import { ledgerUnits } from '@tanglegate/core/money';
import type { OpenOrder, OrderTerms, PaidOrder } from '../domain/order.ts';
import { freeOrder, openOrder, type SaleTimes } from '../domain/place-order.ts';
import { soldOut, tierOnSale, type SaleEvent, type SaleTier } from '../domain/sale.ts';
import type { Changes } from '../ports/changes.ts';
import type { Repositories, Store } from '../ports/store.ts';
import { issueTickets, type IssueParts } from './issue-tickets.ts';

export interface PlaceParts extends IssueParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly times: SaleTimes;
}

/** An order's first state: awaiting money, or free and paid at once. */
type PlacedOrder = OpenOrder | PaidOrder;

export async function findEvent({ catalogue }: Repositories, id: EventId): Promise<SaleEvent> {
  const event = await catalogue.findEvent(id);
  if (event === undefined)
    throw new TanglegateError('event-unknown', 'There is no such event. Go back to the list of events.');
  return event;
}

async function holdSeats(repositories: Repositories, event: SaleEvent, tier: SaleTier, quantity: number) {
  const place = { event: event.id, tier: tier.id };
  if (await repositories.seats.hold(place, quantity)) return;
  throw soldOut(await repositories.seats.left(place));
}

/**
 * Following begins where the ledger ends at first start: money sent before that would never be seen. And after a restore, the
 * ledger must first say which addresses were given away since the backup.
 */
async function refuseBeforeFollowing({ cursor, restore }: Repositories): Promise<void> {
  if ((await cursor.find()) !== undefined && !(await restore.isCatchingUp())) return;
  throw new TanglegateError(
    'payments-not-ready',
    'Payments cannot be taken yet: the payment network has not answered. Try again in a minute.',
  );
}

async function withAddress(
  repositories: Repositories,
  terms: OrderTerms,
  times: SaleTimes,
): Promise<OpenOrder> {
  await refuseBeforeFollowing(repositories);
  const address = await repositories.addresses.handOut(terms.organiser, terms.placedAt);
  if (address !== undefined) return openOrder(terms, address, times);
  throw new TanglegateError(
    'no-address-left',
    'No tickets can be sold at this moment: the organiser has to prepare more payment addresses. Try again later.',
  );
}

export interface JustPlaced {
  readonly id: OrderId;
  readonly order: PlacedOrder;
  readonly event: SaleEvent;
  readonly secret: string;
}

/**
 * Seats held, address handed out and order written, in one transaction. A free order is paid, and its tickets issued, in the same.
 * @throws TanglegateError `event-unknown`, `tier-unknown`, `sale-over`, `sold-out`, `too-many-tickets`, `no-address-left`,
 * `payments-not-ready`
 */
export async function placeOrder(
  wanted: NewOrder,
  { store, clock, changes, times, ...parts }: PlaceParts,
): Promise<JustPlaced> {
  const { secrets } = parts;
  const secret = secrets.newLinkSecret();
  const { order, event } = await store.transaction(async (repositories) => {
    const placedAt = clock.now();
    const event = await findEvent(repositories, wanted.event);
    const tier = tierOnSale(event, wanted.tier, wanted.quantity, placedAt);
    await holdSeats(repositories, event, tier, wanted.quantity);
    const terms: OrderTerms = {
      id: secrets.newOrderId(),
      organiser: event.organiser,
      event: event.id,
      tier: tier.id,
      quantity: wanted.quantity,
      price: ledgerUnits(tier.price * BigInt(wanted.quantity)),
      buyer: wanted.buyer,
      placedAt,
    };
    const placed: PlacedOrder =
      terms.price === 0n ? freeOrder(terms) : await withAddress(repositories, terms, times);
    await repositories.orders.insert(placed, secrets.hash(secret));
    if (placed.state === 'paid') {
      await repositories.seats.heldToSold(placed, placed.quantity);
      await issueTickets(repositories, placed, event, parts);
    }
    return { order: placed, event };
  });
  changes.tell('order', order.id);
  if (order.state === 'paid') changes.tell('register', undefined);
  return { id: order.id, order, event, secret };
}
