import type { Clock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { SentMoney, SentMoneyAnswer } from '@tanglegate/core/http/money-export';
import type { OrderId, OrganiserId } from '@tanglegate/core/ids';
import { addressHex } from '../domain/address.ts';
import type { Refund } from '../domain/refund.ts';
import type { Changes } from '../ports/changes.ts';
import type { Repositories, Store } from '../ports/store.ts';

export interface RecordSentParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: Changes;
}

type Refusal = SentMoneyAnswer['refused'][number]['reason'];

/** What stands there already is never overwritten: two transactions for one refund are for a person to look at. */
function judge(refund: Refund | undefined, transaction: string): 'record' | 'known' | Refusal {
  if (refund === undefined) return 'refund-unknown';
  if (refund.state === 'due') return 'record';
  if (refund.state === 'written-off') return 'written-off';
  return refund.ledgerId === transaction ? 'known' : 'other-transaction';
}

async function refuseOtherChain({ cursor }: Repositories, chain: string): Promise<void> {
  const found = await cursor.find();
  if (found?.chain === chain) return;
  throw new TanglegateError(
    'sent-on-other-chain',
    `This was sent on the chain ${chain.slice(0, 80)}, and the server follows ${found?.chain ?? 'none yet'}. Nothing was changed.`,
  );
}

/**
 * Marks refunds as sent, and as seen where the ledger has shown their money already. The same again changes nothing.
 * @throws TanglegateError `sent-on-other-chain`
 */
export async function recordSent(
  organiser: OrganiserId,
  sent: SentMoney,
  { store, clock, changes }: RecordSentParts,
): Promise<SentMoneyAnswer> {
  const answer: SentMoneyAnswer = { recorded: [], known: [], refused: [] };
  const changed = new Set<OrderId>();
  const at = clock.now();
  await store.transaction(async (repositories) => {
    await refuseOtherChain(repositories, sent.chain);
    const { moneyOut } = repositories;
    for (const { id, to, transaction } of sent.refunds) {
      const refund = await moneyOut.lockRefund(id, organiser);
      const judged = judge(refund, transaction);
      if (judged === 'known') answer.known.push(id);
      else if (judged !== 'record') answer.refused.push({ id, reason: judged });
      else {
        await moneyOut.markSent(id, { to: addressHex(to), transaction, at });
        answer.recorded.push(id);
        if (refund !== undefined) changed.add(refund.order);
      }
    }
    await moneyOut.recordSpent(sent.spent, at);
    for (const order of await moneyOut.markSeen(at)) changed.add(order);
  });
  for (const order of changed) changes.tell('order', order);
  if (changed.size > 0) changes.tell('money', undefined);
  return answer;
}
