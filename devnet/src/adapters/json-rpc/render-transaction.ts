import { toBase64 } from '@iota/iota-sdk/utils';
import { ZERO_ADDRESS } from '../../domain/object.ts';
import type { ExecutedTransaction } from '../../ports/ledger-store.ts';
import type { TransactionCodec } from '../../ports/transaction-codec.ts';
import { signedBytes } from '../sdk-codec.ts';
import { flag, record } from './params.ts';
import { renderBalanceChanges, renderEffects, renderObjectChanges } from './render-effects.ts';
import { renderSystemData, renderTransactionData } from './render-input.ts';
import { renderRawEffects } from './render-raw-effects.ts';

const names = [
  'showInput',
  'showRawInput',
  'showEffects',
  'showRawEffects',
  'showEvents',
  'showObjectChanges',
  'showBalanceChanges',
] as const;

export type ShowOptions = Readonly<Partial<Record<(typeof names)[number], boolean>>>;

export function showOptions(value: unknown): ShowOptions {
  const given = record(value);
  return Object.fromEntries(
    names.flatMap((name) => {
      const option = given[name];
      return option === undefined || option === null ? [] : [[name, flag(option)]];
    }),
  );
}

export function showsOnlyDigests(show: ShowOptions): boolean {
  return !names.some((name) => show[name] === true);
}

/** What a full node tells of a transaction, but for where it is in the chain. */
export function renderTransaction(executed: ExecutedTransaction, show: ShowOptions, codec: TransactionCodec) {
  const { digest, outcome, bytes, signatures } = executed;
  const data =
    show.showInput === true || show.showObjectChanges === true ? readData(executed, codec) : undefined;
  return {
    digest,
    ...(show.showInput === true && { transaction: { data, txSignatures: shownSignatures(executed) } }),
    ...(show.showRawInput === true && { rawTransaction: toBase64(signedBytes(bytes, signatures)) }),
    ...(show.showEffects === true && { effects: renderEffects(digest, outcome) }),
    ...(show.showEvents === true && { events: [] }),
    ...(show.showObjectChanges === true && {
      objectChanges: renderObjectChanges(data?.sender ?? ZERO_ADDRESS, outcome),
    }),
    ...(show.showBalanceChanges === true && { balanceChanges: renderBalanceChanges(outcome.balanceChanges) }),
    ...(show.showRawEffects === true && { rawEffects: renderRawEffects(digest, outcome) }),
  };
}

/** Missing until it is in a checkpoint: executed is not final. */
export function renderPlace({ timestamp, checkpoint }: ExecutedTransaction) {
  return {
    ...(timestamp !== undefined && { timestampMs: timestamp.toString() }),
    ...(checkpoint !== undefined && { checkpoint: checkpoint.toString() }),
  };
}

function readData(executed: ExecutedTransaction, codec: TransactionCodec) {
  if (executed.kind === 'payment') return renderTransactionData(codec.read(executed.bytes));
  return renderSystemData(executed.kind, {
    epoch: executed.outcome.epoch,
    round: executed.checkpoint ?? 0,
    timestamp: executed.timestamp ?? 0,
  });
}

/** A system transaction carries one signature of zeros. */
function shownSignatures({ kind, signatures }: ExecutedTransaction): readonly string[] {
  return kind === 'payment' ? signatures : [toBase64(new Uint8Array(97))];
}
