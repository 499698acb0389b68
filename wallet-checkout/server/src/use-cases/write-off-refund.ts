import type { Clock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { Changes } from '../ports/changes.ts';
import type { MoneyQueries } from '../ports/money-queries.ts';

/**
 * The organiser gives up sending a refund back, for instance because nobody says where to. The books go on holding it, as written off.
 * @throws TanglegateError `refund-unknown`, also for another organiser's; `refund-not-due`
 */
export async function writeOffRefund(
  organiser: OrganiserId,
  id: string,
  { money, clock, changes }: { money: MoneyQueries; clock: Clock; changes: Changes },
): Promise<void> {
  const order = await money.writeOff(organiser, id, clock.now());
  if (order === 'unknown')
    throw new TanglegateError('refund-unknown', 'You have no such refund. Load the list of refunds again.');
  if (order === 'not-due')
    throw new TanglegateError(
      'refund-not-due',
      'This refund was sent or written off already. The list shows how it stands.',
    );
  changes.tell('order', order.order);
}
