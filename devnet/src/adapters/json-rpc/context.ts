import type { FastifyBaseLogger } from 'fastify';
import type { Chain, LedgerStore } from '../../ports/ledger-store.ts';
import type { NodeView } from '../../ports/node-view.ts';
import type { DryRunTransaction, SubmitTransaction } from '../../ports/submission.ts';
import type { TransactionCodec } from '../../ports/transaction-codec.ts';
import type { Params } from './params.ts';

/** Bugs of real nodes that tests can turn on. */
export interface RpcQuirks {
  mispairedCheckpoints: boolean;
}

/** What the methods answer from. */
export interface RpcContext {
  readonly store: LedgerStore;
  readonly view: NodeView;
  readonly chain: Chain;
  readonly codec: TransactionCodec;
  readonly submit: SubmitTransaction;
  readonly dryRun: DryRunTransaction;
  readonly quirks: RpcQuirks;
}

interface RpcMethod {
  /** Of its parameters, in order: they may come by position or by name. */
  readonly params: readonly string[];
  readonly answer: (params: Params, context: RpcContext) => unknown;
}

export type RpcMethods = Readonly<Record<string, RpcMethod>>;

export type RpcLog = Pick<FastifyBaseLogger, 'error'>;
