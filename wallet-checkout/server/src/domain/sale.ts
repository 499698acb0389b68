import type { Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { EventSummary, TierView } from '@tanglegate/core/http/events';
import type { EventId, EventNumber, OrganiserId, TierNumber, VenueId } from '@tanglegate/core/ids';
import { formatCoinAmount, ledgerUnits, type Coin, type LedgerUnits } from '@tanglegate/core/money';
import type { TierDefinition, VenueDefinition } from './event-definition.ts';

/** A tier as it is sold. Always sold + held ≤ capacity. */
export interface SaleTier extends TierDefinition {
  readonly number: TierNumber;
  readonly sold: number;
  readonly held: number;
  readonly withdrawn: boolean;
}

/** An event as it is sold. */
export interface SaleEvent {
  readonly id: EventId;
  readonly number: EventNumber;
  readonly organiser: OrganiserId;
  readonly venueId: VenueId;
  readonly venue: VenueDefinition;
  readonly name: string;
  readonly description?: string;
  readonly picture?: string;
  readonly opensAt: Millis;
  readonly startsAt: Millis;
  readonly closesAt: Millis;
  /** In the organiser's order, withdrawn ones included. */
  readonly tiers: readonly SaleTier[];
}

/** From here on, buyers are told how many are left. */
const FEW = 10;

export const seatsLeft = ({ capacity, sold, held }: Pick<SaleTier, 'capacity' | 'sold' | 'held'>): number =>
  Math.max(0, capacity - sold - held);

export const isOver = (event: SaleEvent, now: Millis): boolean => now >= event.closesAt;

export function availabilityOf(tier: SaleTier): Pick<TierView, 'availability' | 'left'> {
  const left = seatsLeft(tier);
  if (left === 0) return { availability: 'sold-out' };
  return left <= FEW ? { availability: 'few', left } : { availability: 'available' };
}

export function saleOf(event: SaleEvent, now: Millis): EventSummary['sale'] {
  if (isOver(event, now)) return 'over';
  return event.tiers.some((tier) => !tier.withdrawn && seatsLeft(tier) > 0) ? 'on-sale' : 'sold-out';
}

/**
 * What may be ordered, before seats are held.
 * @throws TanglegateError `tier-unknown`, `sale-over`, `too-many-tickets`
 */
export function tierOnSale(event: SaleEvent, tierId: string, quantity: number, now: Millis): SaleTier {
  const tier = event.tiers.find((candidate) => candidate.id === tierId && !candidate.withdrawn);
  if (tier === undefined)
    throw new TanglegateError('tier-unknown', 'There is no such ticket any more. Load the page again.');
  if (isOver(event, now))
    throw new TanglegateError('sale-over', 'This event is over: no more tickets are sold.');
  if (quantity > tier.maxPerOrder) {
    throw new TanglegateError(
      'too-many-tickets',
      `At most ${tier.maxPerOrder} of these tickets go into one order. Take fewer, or order twice.`,
    );
  }
  return tier;
}

export function soldOut(left: number): TanglegateError {
  const words =
    left === 0 ? 'These tickets are sold out.' : `Only ${left} of these tickets are left. Take fewer.`;
  return new TanglegateError(
    'sold-out',
    `${words} Unpaid orders may still give some back within half an hour.`,
  );
}

export interface PriceLimits {
  readonly coin: Coin;
  readonly leastOutput: LedgerUnits;
  readonly mostPayable: LedgerUnits;
}

/** @throws TanglegateError `price-out-of-range`: a wallet of this network could not pay it */
export function checkPrice(event: EventId, tier: TierDefinition, limits: PriceLimits): void {
  if (tier.price === 0n) return;
  const { coin, leastOutput, mostPayable } = limits;
  const most = tier.price * BigInt(tier.maxPerOrder);
  if (tier.price >= leastOutput && most <= mostPayable) return;
  const show = (units: bigint): string => `${formatCoinAmount(ledgerUnits(units), coin)} ${coin.symbol}`;
  throw new TanglegateError(
    'price-out-of-range',
    `Event "${event}", tier "${tier.id}": found a price of ${show(tier.price)} and up to ${tier.maxPerOrder} per order; ` +
      `wanted nothing, or at least ${show(leastOutput)} a ticket and at most ${show(mostPayable)} an order on this network.`,
  );
}
