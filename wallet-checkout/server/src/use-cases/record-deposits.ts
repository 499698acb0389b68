import type { Clock } from '@tanglegate/core/clock';
import type { OrderId } from '@tanglegate/core/ids';
import type { Arrival, Deposit, LedgerCursor, RefusedDeposit } from '../ports/ledger.ts';
import type { Store } from '../ports/store.ts';

export interface OurArrivals {
  readonly deposits: readonly (Deposit & { order: OrderId })[];
  readonly refused: readonly (RefusedDeposit & { order: OrderId })[];
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
  const owners = await store.read.orders.findByAddresses(addresses);
  const deposits: (Deposit & { order: OrderId })[] = [];
  const refused: (RefusedDeposit & { order: OrderId })[] = [];
  for (const arrival of arrivals) {
    const order = owners.get(arrival.address);
    if (order === undefined) continue;
    if (arrival.kind === 'deposit') deposits.push({ ...arrival, order });
    else refused.push({ ...arrival, order });
  }
  return { deposits, refused };
}

/**
 * What reached our orders is written down and the cursor moved past it, in one transaction: after a crash, either both have
 * happened or the page is read again.
 * @returns how many deposits were new
 */
export async function recordDeposits(
  ours: OurArrivals,
  step: { from: LedgerCursor; position: number },
  { store, clock }: { store: Store; clock: Clock },
): Promise<number> {
  return store.transaction(async ({ deposits, cursor }) => {
    const added = await deposits.record(ours.deposits, clock.now());
    await deposits.recordRefused(ours.refused, clock.now());
    await cursor.move(step.from, step.position, clock.now());
    return added;
  });
}
