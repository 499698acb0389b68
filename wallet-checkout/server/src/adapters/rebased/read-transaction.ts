import { millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { RefusedReason } from '@tanglegate/core/http/orders';
import { ledgerUnits, MAX_LEDGER_UNITS } from '@tanglegate/core/money';
import { z } from 'zod';
import { addressHex } from '../../domain/address.ts';
import type { Arrival } from '../../ports/ledger.ts';

const digits = z.string().regex(/^[0-9]{1,20}$/);

/** What we read of `iota_multiGetTransactionBlocks`; the rest may change as it likes. */
const transactionSchema = z.object({
  digest: z.string().min(1),
  checkpoint: digits.nullish(),
  timestampMs: digits.nullish(),
  effects: z.object({ status: z.object({ status: z.enum(['success', 'failure']) }) }).nullish(),
  balanceChanges: z
    .array(
      z.object({
        owner: z.unknown(),
        coinType: z.string(),
        amount: z.string().regex(/^-?[0-9]{1,39}$/),
      }),
    )
    .nullish(),
});
export type RebasedTransaction = z.infer<typeof transactionSchema>;
type BalanceChange = NonNullable<RebasedTransaction['balanceChanges']>[number];

const addressOwner = z.strictObject({ AddressOwner: z.string() });
const objectOwner = z.strictObject({ ObjectOwner: z.string() });

/** @throws TanglegateError `ledger-nonsense` */
export function parseTransactions(answer: unknown): RebasedTransaction[] {
  const parsed = z.array(transactionSchema).safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new TanglegateError('ledger-nonsense', 'The node answered with transactions that cannot be read.', {
    cause: parsed.error,
  });
}

/** `0x2` and `0x00…02` are the same package. Anything else that is called IOTA is somebody's look-alike. */
export function isIota(coinType: string): boolean {
  const match = /^0x0*2::iota::IOTA$/.exec(coinType);
  return match !== null;
}

/** Whose it is now, and why it would not count, as far as the owner says. Undefined: nobody's address at all. */
function readOwner(owner: unknown): { address: string; refused?: RefusedReason } | undefined {
  const byAddress = addressOwner.safeParse(owner);
  if (byAddress.success) return { address: byAddress.data.AddressOwner };
  const byObject = objectOwner.safeParse(owner);
  return byObject.success ? { address: byObject.data.ObjectOwner, refused: 'object-owned' } : undefined;
}

function readChange(transaction: RebasedTransaction, change: BalanceChange): Arrival | undefined {
  const amount = BigInt(change.amount);
  const owner = readOwner(change.owner);
  if (amount <= 0n || owner === undefined) return undefined;
  const observed = {
    ledgerId: transaction.digest,
    transaction: transaction.digest,
    address: addressHex(owner.address),
    // A look-alike coin may claim any amount; IOTA's whole supply is far below the range.
    amount: ledgerUnits(amount > MAX_LEDGER_UNITS ? MAX_LEDGER_UNITS : amount),
    position: Number(transaction.checkpoint),
    ledgerAt: millis(Number(transaction.timestampMs)),
  };
  const refuse = (reason: RefusedReason): Arrival => ({
    kind: 'refused',
    ...observed,
    reason,
    asset: change.coinType,
  });
  if (!isIota(change.coinType)) return refuse('other-coin');
  if (owner.refused !== undefined) return refuse(owner.refused);
  if (transaction.effects?.status.status !== 'success') return refuse('failed-transaction');
  return { kind: 'deposit', ...observed };
}

/** One deposit per address: a node reports one change per owner and coin, and should it ever report two, they are one sum. */
function addUp(arrivals: readonly Arrival[]): Arrival[] {
  const sums = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = arrival.address + (arrival.kind === 'deposit' ? '' : arrival.reason + arrival.asset);
    const other = sums.get(key);
    const amount = other === undefined ? arrival.amount : ledgerUnits(other.amount + arrival.amount);
    sums.set(key, { ...arrival, amount });
  }
  return [...sums.values()];
}

/**
 * What a transaction brought to whom ("Count a Rebased deposit only if", LEDGER.md): in a checkpoint, succeeded, exactly IOTA,
 * owned by an address, more than nothing. What fails only one of these is kept as refused; a payer's negative change is nobody's
 * business, for it is not amount + fee.
 * @returns undefined when the node does not know the transaction in a checkpoint yet: it must be read again
 * @throws TanglegateError `ledger-nonsense`
 */
export function readArrivals(transaction: RebasedTransaction, checkpoint: number): Arrival[] | undefined {
  const { balanceChanges, effects, timestampMs } = transaction;
  if (Number(transaction.checkpoint ?? Number.NaN) !== checkpoint) return undefined;
  if (!balanceChanges || !effects || !timestampMs) return undefined;
  try {
    return addUp(balanceChanges.flatMap((change) => readChange(transaction, change) ?? []));
  } catch (cause) {
    throw new TanglegateError(
      'ledger-nonsense',
      `The node answered with a transaction that cannot be read: ${transaction.digest.slice(0, 60)}.`,
      { cause },
    );
  }
}
