import { MINUTE, millis, type Clock, type Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { LiveView, Need } from '@tanglegate/core/http/live';
import type { EventId, OrganiserId } from '@tanglegate/core/ids';
import type { SaleEvent } from '../domain/sale.ts';
import type { AddressPool } from '../ports/address-pool.ts';
import type { LedgerHealth } from '../ports/ledger-health.ts';
import type { NetworkTerms } from '../ports/ledger.ts';
import type { DoorNumbers, LiveQueries } from '../ports/live-queries.ts';
import type { MoneyQueries } from '../ports/money-queries.ts';
import type { Store } from '../ports/store.ts';
import { fallbackOf } from './node-words.ts';

export interface ShowLiveParts {
  readonly store: Store;
  readonly queries: LiveQueries;
  readonly money: MoneyQueries;
  /** Money in less money accounted for. */
  readonly unaccounted: () => bigint;
  readonly pool: AddressPool;
  readonly clock: Clock;
  readonly terms: NetworkTerms;
  readonly ledgerHealth: () => LedgerHealth;
  /** Fewer addresses left than this: the organiser must prepare more. */
  readonly lowPool: number;
}

/** Orders and scans shown, newest first. */
const SHOWN = 50;

function ledgerNeeds(health: LedgerHealth): Need[] {
  if (health.state === 'following') {
    const fallback = fallbackOf(health.nodes);
    return fallback === undefined ? [] : [{ kind: 'ledger-fallback', ...fallback }];
  }
  const { since, why } = health;
  const gap: Need[] =
    health.state === 'gap' ? [{ kind: 'ledger-gap', from: health.from, to: health.to }] : [];
  return [{ kind: 'ledger-unreachable', since, why }, ...gap];
}

function doorNeeds(doors: readonly DoorNumbers[]): Need[] {
  return doors.flatMap((door): Need[] =>
    door.state === 'offline' && door.since !== undefined
      ? [{ kind: 'door-offline', door: door.id, doorName: door.name, since: door.since }]
      : [],
  );
}

/** Most urgent first: what stops sales, what stops doors, what can wait a little. */
async function needsOf(
  event: SaleEvent,
  doors: readonly DoorNumbers[],
  { queries, pool, ledgerHealth, lowPool, money, unaccounted }: ShowLiveParts,
): Promise<Need[]> {
  const refused = await money.countUnnoted(event.organiser);
  const missingMoney = unaccounted();
  const { left } = await pool.level(event.organiser);
  const missing = await queries.registerMissing(event);
  const due = await queries.refundsDue(event.organiser);
  return [
    ...(missingMoney === 0n ? [] : [{ kind: 'money-unaccounted', amount: missingMoney.toString() } as const]),
    ...ledgerNeeds(ledgerHealth()),
    ...doorNeeds(doors),
    ...(missing > 0 ? [{ kind: 'register-behind', venue: event.venue.name, missing } as const] : []),
    ...(left < lowPool ? [{ kind: 'addresses-low', left } as const] : []),
    ...(due.count > 0
      ? [{ kind: 'refunds-due', count: due.count, amount: due.amount.toString() } as const]
      : []),
    ...(refused > 0 ? [{ kind: 'deposits-refused', count: refused } as const] : []),
  ];
}

async function tierNumbers(event: SaleEvent, queries: LiveQueries): Promise<LiveView['tiers']> {
  const admitted = await queries.admittedByTier(event);
  return event.tiers.map(({ id, name, number, sold, held, capacity }) => ({
    id,
    name,
    sold,
    held,
    capacity,
    admitted: admitted.get(number) ?? 0,
  }));
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

function minuteBefore(now: Millis): Millis {
  return millis(Math.max(0, now - MINUTE));
}

/** @throws TanglegateError `event-unknown`, also for another organiser's */
export async function showLive(organiser: OrganiserId, id: EventId, parts: ShowLiveParts): Promise<LiveView> {
  const event = await parts.store.read.catalogue.findEvent(id);
  if (event?.organiser !== organiser)
    throw new TanglegateError('event-unknown', 'You have no such event. Go back to the list of your events.');
  const { queries, clock, terms } = parts;
  const now = clock.now();
  const tiers = await tierNumbers(event, queries);
  const doors = await queries.doors(event);
  const { name, venue, startsAt } = event;
  return {
    event: { id, name, timeZone: venue.timeZone, startsAt },
    coin: terms.coin,
    at: now,
    sold: total(tiers.map((tier) => tier.sold)),
    capacity: total(tiers.map((tier) => tier.capacity)),
    held: total(tiers.map((tier) => tier.held)),
    inside: await queries.inside(event),
    income: (await queries.income(event)).toString(),
    scansLastMinute: await queries.scansSince(event, minuteBefore(now)),
    tiers,
    doors,
    needs: await needsOf(event, doors, parts),
    orders: await queries.latestOrders(event, SHOWN),
    scans: await queries.latestScans(event, SHOWN),
  };
}
