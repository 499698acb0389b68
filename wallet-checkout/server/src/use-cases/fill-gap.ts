import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { LedgerGap } from '../ports/ledger-gap.ts';
import type { Ledger, LedgerCursor, LedgerPage } from '../ports/ledger.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

export interface FillGapParts {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly log: Log;
}

/** Undefined: it is about something else. */
export function gapOf(error: unknown): LedgerGap | undefined {
  if (!(error instanceof TanglegateError) || error.code !== 'ledger-gap') return undefined;
  const { from, to } = error.details;
  return typeof from === 'number' && typeof to === 'number' ? { from, to } : undefined;
}

/** After a restore, addresses count that this database gave to nobody: the lost one may have. */
async function addressesToAsk({ read }: Store) {
  const { addresses, moneyOut, restore } = read;
  const isCatchingUp = await restore.isCatchingUp();
  return {
    deposits: isCatchingUp ? await addresses.listAll() : await addresses.listHandedOut(),
    refunds: await moneyOut.listAwaited(),
  };
}

/**
 * The next page. When no node has it any more, the addresses are asked for one by one, as far as the nodes can tell: what reached them
 * in the gap is then a page like any other, written down with the cursor in one transaction. Cut off half-way, it begins anew.
 * @throws TanglegateError `ledger-gap`, naming the positions, when nobody can tell
 */
export async function readOrFill(cursor: LedgerCursor, parts: FillGapParts): Promise<LedgerPage> {
  const { ledger, store, log } = parts;
  try {
    return await ledger.readAfter(cursor);
  } catch (error) {
    const gap = gapOf(error);
    if (gap === undefined) throw error;
    const wanted = await addressesToAsk(store);
    const asked = wanted.deposits.length + wanted.refunds.length;
    log.warn({ ...gap, addresses: asked }, 'no node has what comes next: asking by address');
    try {
      const arrivals = await ledger.reconcile(cursor, {
        gap,
        ...wanted,
        findRecorded: (transactions) => store.read.deposits.findRecorded(transactions),
      });
      log.warn({ ...gap, arrivals: arrivals.length }, 'the gap was filled by address');
      return { position: gap.to, arrivals, atTip: false };
    } catch (why) {
      const words = `${messageOf(error)} Asking by address did not help: ${messageOf(why)}`;
      throw new TanglegateError('ledger-gap', words, { cause: why, details: { ...gap } });
    }
  }
}
