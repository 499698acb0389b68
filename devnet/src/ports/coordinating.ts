import type { MilestoneSignature } from '../domain/tangle/milestone.ts';
import type { Hex } from '../domain/tangle/hex.ts';

export interface MilestoneSigner {
  /** Of the essence's BLAKE2b-256, one for each key, rising by public key (TIP-29). */
  sign(essence: Uint8Array): MilestoneSignature[];
}

/** What the coordinator must know after a restart and no node tells: the block of its last milestone. */
export interface CoordinatorMemory {
  /** The first milestone's, made with the genesis. */
  readonly firstBlockId: Hex;
  /** The last block that `keep` was given. */
  recall(): object | undefined;
  /** Before it is sent: sending it once more after a crash settles what became of it. */
  keep(block: object): void;
}

export interface IssuedMilestone {
  readonly index: number;
  readonly milestoneId: Hex;
  readonly blockId: Hex;
}

/** Milestones come one after the other, however many ask at once. `including`: blocks it must confirm, whatever the tips are. */
export type IssueMilestone = (including?: readonly Hex[]) => Promise<IssuedMilestone>;
