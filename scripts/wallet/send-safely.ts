import { TanglegateError } from '@tanglegate/core/errors';
import type { Journal, Purpose } from './journal.ts';
import type { Fate, SignedTransaction, Spender } from './spender.ts';

export interface SendParts {
  readonly spender: Spender;
  readonly journal: Journal;
  /** How often to ask whether it is final, and for how long. */
  readonly everyMs?: number;
  readonly mostMs?: number;
}

export type Ended = Extract<Fate, { state: 'final' | 'failed' | 'dead' }>;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isEnded = (fate: Fate): fate is Ended =>
  fate.state === 'final' || fate.state === 'failed' || fate.state === 'dead';

/**
 * Sends the very same bytes until the ledger has taken them: sending twice is sending once. A refusal is believed only when the
 * coins have gone elsewhere, for a node may be behind.
 * @throws TanglegateError `not-final-yet`: it is in the journal, and the next run looks again
 */
async function untilEnded(
  transaction: SignedTransaction,
  { spender, everyMs = 500, mostMs = 120_000 }: SendParts,
) {
  const until = performance.now() + mostMs;
  let trouble: unknown;
  do {
    try {
      const fate = await spender.fateOf(transaction);
      if (isEnded(fate)) return fate;
      if (fate.state === 'unknown') await spender.send(transaction);
      trouble = undefined;
    } catch (error) {
      trouble = error;
    }
    await pause(everyMs);
  } while (performance.now() < until);
  const why = trouble instanceof Error ? ` ${trouble.message}` : '';
  throw new TanglegateError(
    'not-final-yet',
    `Transaction ${transaction.id} is not final yet.${why} Run the same command again: it looks first what has become of it, and signs nothing twice.`,
    { cause: trouble },
  );
}

/** What an earlier run signed and did not see the end of. @returns how many there were */
export async function finishEarlier(chain: string, parts: SendParts): Promise<number> {
  const open = parts.journal.listOpen(chain);
  for (const transaction of open) {
    const ended = await untilEnded(transaction, parts);
    parts.journal.settle(transaction.id, ended);
  }
  return open.length;
}

/** Written down first, sent then, and followed to its end. */
export async function sendSafely(
  transaction: SignedTransaction,
  purpose: Purpose,
  parts: SendParts,
): Promise<Ended> {
  parts.journal.add(transaction, purpose);
  const ended = await untilEnded(transaction, parts);
  parts.journal.settle(transaction.id, ended);
  return ended;
}
