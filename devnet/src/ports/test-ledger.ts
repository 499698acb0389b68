import type { Address, Digest } from '../domain/object.ts';

interface Mint {
  /** For instance `0xbad::iota::IOTA`. IOTA itself comes out of the treasury. */
  readonly coinType: string;
  readonly amount: bigint;
  readonly owner:
    | { readonly address: Address }
    | { readonly object: Address }
    /** Wrapped: inside an object of this address's. */
    | { readonly box: Address }
    | { readonly kind: 'shared' | 'immutable' };
}

export type MintCoin = (mint: Mint) => Promise<{ readonly digest: Digest; readonly coinId: Address }>;

/** What tests in this process can do to the ledger, and nobody can over HTTP. */
export interface TestLedger {
  /** A real transaction, in the next checkpoint, with its balance changes. */
  readonly mintCoin: MintCoin;
  /** Everything in nanos. Always: coins + storage + burned + tips = genesis. */
  supply(): Supply;
  tip(): number;
}

interface Supply {
  readonly genesis: bigint;
  readonly coins: bigint;
  readonly storage: bigint;
}

/** Ways in which a node can misbehave. All off at first. */
export interface Faults {
  /** Every answer comes this many milliseconds late; 0 to stop. */
  delayAnswers(milliseconds: number, only?: OnlyMethods): void;
  /** HTTP status instead of an answer, such as 503; undefined to stop. */
  failWith(status: number | undefined, only?: OnlyMethods): void;
  /** Closes the connection instead of answering. */
  dropConnections(on: boolean, only?: OnlyMethods): void;
  /** Forgets all but the last checkpoints and genesis, and the transactions in them. */
  prune(keepCheckpoints: number): void;
  /** `iota_getCheckpoints` gives checkpoints the next one's transactions, as older nodes do around pruned history. */
  mispairCheckpoints(on: boolean): void;
  /** Executed transactions stay out of checkpoints. */
  pauseCheckpoints(): void;
  resumeCheckpoints(): void;
  /** One now, whether paused or not. Its number. */
  makeCheckpoint(): number;
  /** So many at once, with one flush to the disk: hours in seconds. The last one's number. */
  makeCheckpoints(count: number): number;
  /** Submitted transactions are answered but stay unknown to this node's reads, until a release or the next checkpoint. */
  holdLocalExecution(): void;
  releaseLocalExecution(): void;
  /** Ends the epoch with a checkpoint that says so, and makes none for this long. The number of that checkpoint. */
  changeEpoch(pauseMs: number): number;
  /** All off again. */
  clear(): void;
}

/** JSON-RPC methods to which it applies; all of them, and the faucet, when absent. */
export type OnlyMethods = readonly string[];
