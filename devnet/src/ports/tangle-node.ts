import type { Hex } from '../domain/tangle/hex.ts';

interface TangleStatus {
  readonly networkName: string;
  readonly bech32Hrp: string;
  readonly protocolVersion: number;
  readonly latestMilestone: {
    readonly index: number;
    /** Seconds since 1970. */
    readonly timestamp: number;
    readonly milestoneId: Hex;
  };
  readonly confirmedIndex: number;
}

export interface BlockState {
  readonly isSolid: boolean;
  /** The milestone that settled it; none as long as it is only sent. */
  readonly milestoneIndex?: number;
  readonly inclusion?: 'included' | 'conflicting' | 'noTransaction';
  /** Hornet's number of why it is conflicting; 1 is "already spent". */
  readonly conflictReason?: number;
}

interface OutputState {
  /** Base units. */
  readonly amount: bigint;
  /** The transaction that spent it, once a milestone confirmed that. */
  readonly spentBy?: Hex;
}

/** The node's REST API core/v2, as far as a coordinator and a wallet need it. Everything throws `tangle-refused` or `tangle-silent`. */
export interface TangleNode {
  status(): Promise<TangleStatus>;
  /** Blocks nobody has referenced yet, 8 at most; none right after a start. */
  tips(): Promise<readonly Hex[]>;
  mutations(request: {
    readonly index: number;
    readonly timestamp: number;
    readonly parents: readonly Hex[];
    readonly previousMilestoneId: Hex;
  }): Promise<{ readonly inclusionMerkleRoot: Hex; readonly appliedMerkleRoot: Hex }>;
  /** @returns its id. Sending a block again is harmless and gives the same id. */
  postBlock(block: object): Promise<Hex>;
  findBlock(blockId: Hex): Promise<BlockState | undefined>;
  findOutput(outputId: Hex): Promise<OutputState | undefined>;
}
