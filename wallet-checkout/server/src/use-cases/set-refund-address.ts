import { TanglegateError } from '@tanglegate/core/errors';
import type { OrderId } from '@tanglegate/core/ids';
import type { Changes } from '../ports/changes.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Store } from '../ports/store.ts';

export interface RefundAddressParts {
  readonly store: Store;
  readonly ledger: Pick<Ledger, 'parseAddress'>;
  readonly changes: Changes;
}

/**
 * Where the buyer wants money back: never guessed from who paid, for an exchange pays from addresses that are nobody's. It may be
 * changed at any time; a refund that was sent already keeps the address it went to.
 * @throws TanglegateError `address-malformed`, `address-ours`
 */
export async function setRefundAddress(
  id: OrderId,
  text: string,
  { store, ledger, changes }: RefundAddressParts,
): Promise<void> {
  const address = ledger.parseAddress(text);
  await store.transaction(async ({ addresses, orders }) => {
    const [ours] = await addresses.findInPool([address]);
    if (ours !== undefined)
      throw new TanglegateError(
        'address-ours',
        'This is an address that tickets are paid to, not your own. Copy the one under Receive in your wallet.',
      );
    await orders.setRefundAddress(id, address);
  });
  changes.tell('order', id);
}
