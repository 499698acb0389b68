import type { ExecutedTransaction, TransactionFilter } from '../../ports/ledger-store.ts';
import type { RpcContext, RpcMethods } from './context.ts';
import {
  address,
  base64,
  bigNumber,
  digest,
  flag,
  listOf,
  pageSize,
  record,
  text,
  wholeNumber,
} from './params.ts';
import { renderBalanceChanges, renderEffects, renderObjectChanges } from './render-effects.ts';
import { renderTransactionData } from './render-input.ts';
import type { ShowOptions } from './render-transaction.ts';
import { renderPlace, renderTransaction, showOptions, showsOnlyDigests } from './render-transaction.ts';
import { INVALID_PARAMS, invalidParams, RpcError, unknownTransaction } from './rpc-error.ts';

const MAX_TRANSACTIONS = 50;

export const transactionMethods: RpcMethods = {
  iota_executeTransactionBlock: {
    params: ['tx_bytes', 'signatures', 'options', 'request_type'],
    answer: async (params, { submit, codec }) => {
      const bytes = params.required(0, base64);
      const signatures = params.required(1, listOf(text));
      const show = params.optional(2, showOptions) ?? {};
      const waitForLocalExecution = params.optional(3, requestType) === 'WaitForLocalExecution';
      const { transaction, isNew } = await submit({ bytes, signatures }, { waitForLocalExecution });
      // A full node has forgotten the balance changes of what it executed before (seen).
      const shown = isNew ? show : { ...show, showBalanceChanges: false, showObjectChanges: false };
      return {
        ...renderTransaction(transaction, shown, codec),
        confirmedLocalExecution: waitForLocalExecution,
      };
    },
  },

  iota_dryRunTransactionBlock: {
    params: ['tx_bytes'],
    answer: (params, { dryRun }) => {
      const { transaction, outcome } = dryRun(params.required(0, base64));
      return {
        effects: renderEffects(transaction.digest, outcome),
        events: [],
        objectChanges: renderObjectChanges(transaction.sender, outcome),
        balanceChanges: renderBalanceChanges(outcome.balanceChanges),
        input: renderTransactionData(transaction),
      };
    },
  },

  iota_getTransactionBlock: {
    params: ['digest', 'options'],
    answer: (params, context) => {
      const wanted = params.required(0, digest);
      const show = params.optional(1, showOptions) ?? {};
      return readTransaction(wanted, show, context);
    },
  },

  iota_isTransactionIndexedOnNode: {
    params: ['digest'],
    answer: (params, { store, view }) =>
      store.transactions.find(params.required(0, digest), view.upTo()) !== undefined,
  },

  iota_multiGetTransactionBlocks: {
    params: ['digests', 'options'],
    answer: (params, context) => {
      const digests = params.required(0, listOf(digest));
      const show = params.optional(1, showOptions) ?? {};
      return readTransactions(digests, show, context);
    },
  },

  iotax_queryTransactionBlocks: {
    params: ['query', 'cursor', 'limit', 'descending_order'],
    answer: (params, context) => {
      const { filter, show } = params.required(0, query);
      const cursor = params.optional(1, digest);
      const limit = pageSize(params.optional(2, wholeNumber), MAX_TRANSACTIONS);
      const descending = params.optional(3, flag) ?? false;
      const after = cursor === undefined ? undefined : find(cursor, context).number;
      const { store, view } = context;
      const digests = store.transactions.page({
        filter,
        ...(after !== undefined && { after }),
        limit: limit + 1,
        descending,
        upTo: view.upTo(),
      });
      const shown = digests.slice(0, limit);
      const data = showsOnlyDigests(show)
        ? shown.map((found) => ({ digest: found }))
        : shown.map((found) => readTransaction(found, show, context));
      return { data, nextCursor: shown.at(-1) ?? cursor ?? null, hasNextPage: digests.length > limit };
    },
  },
};

function find(wanted: string, { store, view }: RpcContext): ExecutedTransaction {
  const found = store.transactions.find(wanted, view.upTo());
  if (!found) throw unknownTransaction(wanted);
  return found;
}

function readTransaction(wanted: string, show: ShowOptions, context: RpcContext) {
  const found = find(wanted, context);
  return { ...renderTransaction(found, show, context.codec), ...renderPlace(found) };
}

/** One unknown digest fails the whole batch when balance changes are asked for, and is shown bare when not (seen). */
function readTransactions(digests: readonly string[], show: ShowOptions, context: RpcContext) {
  if (digests.length > MAX_TRANSACTIONS) {
    throw new RpcError(INVALID_PARAMS, `Input exceeds limit of ${MAX_TRANSACTIONS}`);
  }
  if (new Set(digests).size < digests.length) {
    throw new RpcError(INVALID_PARAMS, 'Input contains duplicates');
  }
  return digests.map((wanted) => {
    const found = context.store.transactions.find(wanted, context.view.upTo());
    if (found) return { ...renderTransaction(found, show, context.codec), ...renderPlace(found) };
    for (const [asked, what] of [
      [show.showBalanceChanges, 'balance'],
      [show.showObjectChanges, 'object'],
    ] as const) {
      if (asked === true) {
        throw new RpcError(INVALID_PARAMS, `unable to derive ${what} changes because effect is empty`);
      }
    }
    return { digest: wanted };
  });
}

function requestType(value: unknown): string {
  const name = text(value);
  if (name !== 'WaitForEffectsCert' && name !== 'WaitForLocalExecution') {
    throw invalidParams(
      `unknown variant \`${name.slice(0, 40)}\`, expected \`WaitForEffectsCert\` or \`WaitForLocalExecution\``,
    );
  }
  return name;
}

function query(value: unknown): { filter: TransactionFilter; show: ShowOptions } {
  const { filter, options } = record(value);
  return {
    filter: filter === undefined || filter === null ? { kind: 'all' } : transactionFilter(record(filter)),
    show: options === undefined || options === null ? {} : showOptions(options),
  };
}

function transactionFilter(filter: Record<string, unknown>): TransactionFilter {
  const [[name, value] = []] = Object.entries(filter);
  switch (name) {
    case 'ToAddress':
      return { kind: 'to', address: address(value) };
    case 'FromAddress':
      return { kind: 'from', address: address(value) };
    case 'Checkpoint':
      return { kind: 'checkpoint', sequence: bigNumber(value) };
    case undefined:
    default:
      throw new RpcError(
        INVALID_PARAMS,
        `This filter is not supported: ${name ?? 'none'}. Use ToAddress, FromAddress or Checkpoint.`,
      );
  }
}
