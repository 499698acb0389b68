import type { Checkpoint } from '../../domain/checkpoint.ts';
import type { CheckpointStore } from '../../ports/ledger-store.ts';
import type { RpcMethods } from './context.ts';
import { bigNumber, digest, flag, pageSize, text, wholeNumber } from './params.ts';
import { renderCheckpoint } from './render-checkpoint.ts';
import { INVALID_REQUEST, RpcError } from './rpc-error.ts';

const MAX_CHECKPOINTS = 100;

export const checkpointMethods: RpcMethods = {
  iota_getChainIdentifier: { params: [], answer: (_, { chain }) => chain.identifier },

  iota_getLatestCheckpointSequenceNumber: {
    params: [],
    answer: (_, { store }) => tip(store.checkpoints).sequence.toString(),
  },

  iota_getTotalTransactionBlocks: {
    params: [],
    answer: (_, { store }) => tip(store.checkpoints).transactionsSoFar.toString(),
  },

  iota_getCheckpoint: {
    params: ['id'],
    answer: (params, { store }) => {
      const id = params.required(0, text);
      if (/^[0-9]+$/.test(id)) return renderCheckpoint(at(store.checkpoints, bigNumber(id)));
      const wanted = digest(id);
      const checkpoint = store.checkpoints.findByDigest(wanted);
      if (!checkpoint) {
        throw new RpcError(INVALID_REQUEST, `Verified checkpoint not found for digest: ${wanted}`);
      }
      return renderCheckpoint(checkpoint);
    },
  },

  iota_getCheckpoints: {
    params: ['cursor', 'limit', 'descending_order'],
    answer: (params, { store, quirks }) => {
      const cursor = params.optional(0, bigNumber);
      const limit = pageSize(params.optional(1, wholeNumber), MAX_CHECKPOINTS);
      const descending = params.required(2, flag);
      const numbers = sequenceNumbers({
        cursor,
        count: limit + 1,
        descending,
        tip: tip(store.checkpoints).sequence,
      });
      // What was pruned is left out without a word, so a page may have gaps, or nothing in it (iotaledger/iota#11985).
      const available = numbers.flatMap((number) => store.checkpoints.find(number) ?? []);
      const found = quirks.mispairedCheckpoints ? mispaired(available) : available;
      const data = found.slice(0, limit).map(renderCheckpoint);
      const hasNextPage = found.length > limit;
      // Null on the last page even when it holds something.
      return { data, nextCursor: hasNextPage ? (data.at(-1)?.sequenceNumber ?? null) : null, hasNextPage };
    },
  },
};

interface Range {
  readonly cursor: number | undefined;
  readonly count: number;
  readonly descending: boolean;
  readonly tip: number;
}

/** As a full node reckons: a cursor at or past the tip gives the tip once more, and is no error. */
function sequenceNumbers({ cursor, count, descending, tip: last }: Range): number[] {
  if (descending) {
    const start = cursor === undefined ? last : Math.min(Math.max(cursor - 1, 0), last);
    return Array.from({ length: Math.min(count, start + 1) }, (_, i) => start - i);
  }
  const start = cursor === undefined ? 0 : Math.min(cursor + 1, last);
  return Array.from({ length: Math.min(count, last - start + 1) }, (_, i) => start + i);
}

/** Nodes before iotaledger/iota#11985 gave checkpoints other ones' transactions when some of the page had been pruned. */
function mispaired(checkpoints: readonly Checkpoint[]): Checkpoint[] {
  return checkpoints.slice(0, -1).map((checkpoint, i) => ({
    ...checkpoint,
    transactions: checkpoints[i + 1]?.transactions ?? [],
  }));
}

function at(checkpoints: CheckpointStore, sequence: number): Checkpoint {
  const checkpoint = checkpoints.find(sequence);
  if (!checkpoint) {
    throw new RpcError(INVALID_REQUEST, `Verified checkpoint not found for sequence number: ${sequence}`);
  }
  return checkpoint;
}

function tip(checkpoints: CheckpointStore): Checkpoint {
  const last = checkpoints.tip();
  if (!last) throw new RpcError(INVALID_REQUEST, 'Latest checkpoint sequence number not found');
  return last;
}
