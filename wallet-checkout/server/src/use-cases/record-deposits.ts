import type { Clock } from '@tanglegate/core/clock';
import type { OrderId } from '@tanglegate/core/ids';
import type { AddressHex } from '../domain/address.ts';
import type { Changes } from '../ports/changes.ts';
import type { Arrival, Deposit, LedgerCursor, RefusedDeposit } from '../ports/ledger.ts';
import type { PoolPlace, Repositories, Store } from '../ports/store.ts';

export interface OurArrivals {
  readonly deposits: readonly (Deposit & { order: OrderId })[];
  /** Without an order: the address is of our pool, and this database gave it to nobody. */
  readonly refused: readonly (RefusedDeposit & { order?: OrderId })[];
  /** Where in the pool those without an order lie. */
  readonly strays: readonly PoolPlace[];
  /** To buyers, at addresses that money goes back to. */
  readonly refunds: readonly Deposit[];
}

export function isNothing({ deposits, refused, refunds }: OurArrivals): boolean {
  return deposits.length + refused.length + refunds.length === 0;
}

/** A deposit that counts, at an address nobody was given: kept, shown to the organiser, and no order's. */
function withoutOrder(arrival: Arrival): RefusedDeposit {
  return arrival.kind === 'refused'
    ? arrival
    : { ...arrival, kind: 'refused', reason: 'no-order', asset: '' };
}

/**
 * Matched here, in our own database by its index, never at the node: neither traffic nor memory grows with the orders, every address
 * ever handed out is watched for good, and an order that another process placed a moment ago is found too.
 */
export async function findOurs(
  arrivals: readonly Arrival[],
  { store }: { store: Store },
): Promise<OurArrivals> {
  const addresses = [...new Set(arrivals.map((arrival) => arrival.address))];
  const { orders, addresses: pool, moneyOut } = store.read;
  const owners = await orders.findByAddresses(addresses);
  const strays = await pool.findInPool(addresses.filter((address) => !owners.has(address)));
  const isStray = new Set<AddressHex>(strays.map(({ address }) => address));
  const awaited = await moneyOut.findAwaited(addresses);
  const deposits: (Deposit & { order: OrderId })[] = [];
  const refused: (RefusedDeposit & { order?: OrderId })[] = [];
  const refunds: Deposit[] = [];
  for (const arrival of arrivals) {
    const order = owners.get(arrival.address);
    if (order !== undefined && arrival.kind === 'deposit') deposits.push({ ...arrival, order });
    else if (order !== undefined && arrival.kind === 'refused') refused.push({ ...arrival, order });
    else if (isStray.has(arrival.address)) refused.push(withoutOrder(arrival));
    if (arrival.kind === 'deposit' && awaited.has(arrival.address)) refunds.push(arrival);
  }
  return { deposits, refused, strays, refunds };
}

/**
 * An address that this database never gave away was paid: it was given away by the database that was lost, and so was every one
 * before it. How many after it, nobody knows: a margin is skipped.
 */
async function skipUsed(
  strays: readonly PoolPlace[],
  { addresses, restore }: Repositories,
  clock: Clock,
): Promise<void> {
  if (strays.length === 0) return;
  const margin = await restore.margin();
  for (const { organiser, index } of strays)
    await addresses.skipThrough({ organiser, index: index + margin }, clock.now());
}

/**
 * What reached our orders is written down and the cursor moved past it, in one transaction: after a crash, either both have
 * happened or the page is read again.
 * @returns how many deposits were new
 */
export async function recordDeposits(
  ours: OurArrivals,
  step: { from: LedgerCursor; position: number },
  { store, clock, changes }: { store: Store; clock: Clock; changes: Changes },
): Promise<number> {
  const { added, seen } = await store.transaction(async (repositories) => {
    const { deposits, cursor, moneyOut } = repositories;
    const added = await deposits.record(ours.deposits, clock.now());
    await deposits.recordRefused(ours.refused, clock.now());
    await skipUsed(ours.strays, repositories, clock);
    await moneyOut.recordArrivals(ours.refunds);
    const seen = ours.refunds.length === 0 ? [] : await moneyOut.markSeen(clock.now());
    await cursor.move(step.from, step.position, clock.now());
    return { added, seen };
  });
  const refused = ours.refused.flatMap(({ order }) => order ?? []);
  for (const order of new Set([...seen, ...refused])) changes.tell('order', order);
  if (ours.refused.length > 0) changes.tell('money', undefined);
  return added;
}
