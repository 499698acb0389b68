import type { Hex } from './hex.ts';
import { bytesOf } from './hex.ts';

/** What the signatures of a milestone cover (TIP-29). No options, no metadata: our coordinator needs neither. */
export interface MilestoneEssence {
  readonly index: number;
  /** Seconds since 1970. Each milestone's is at least a second after the last one's. */
  readonly timestamp: number;
  readonly protocolVersion: number;
  readonly previousMilestoneId: Hex;
  /** Block ids, 1 to 8, rising, none twice: `orderParents` makes them so. */
  readonly parents: readonly Hex[];
  readonly inclusionMerkleRoot: Hex;
  readonly appliedMerkleRoot: Hex;
}

export interface MilestoneSignature {
  readonly publicKey: Hex;
  readonly signature: Hex;
}

/** TIP-24: a block has at most eight parents. */
const MOST_PARENTS = 8;

/** The first eight different ones, rising as TIP-24 wants them. Name first what must not be left out. */
export function orderParents(candidates: readonly Hex[]): Hex[] {
  return [...new Set(candidates)].slice(0, MOST_PARENTS).sort();
}

/** The bytes to be signed; their BLAKE2b-256 is the milestone's id (TIP-29). */
export function serializeEssence(essence: MilestoneEssence): Uint8Array {
  const head = new DataView(new ArrayBuffer(9));
  head.setUint32(0, essence.index, true);
  head.setUint32(4, essence.timestamp, true);
  head.setUint8(8, essence.protocolVersion);
  return concatenate([
    new Uint8Array(head.buffer),
    bytesOf(essence.previousMilestoneId),
    Uint8Array.of(essence.parents.length),
    ...essence.parents.map(bytesOf),
    bytesOf(essence.inclusionMerkleRoot),
    bytesOf(essence.appliedMerkleRoot),
    Uint8Array.of(0, 0), // the length of the metadata
    Uint8Array.of(0), // the number of options
  ]);
}

/** The block that carries a milestone, as `POST /api/core/v2/blocks` takes it: its parents are the milestone's. */
export function milestoneBlock(essence: MilestoneEssence, signatures: readonly MilestoneSignature[]) {
  const { protocolVersion, parents, ...rest } = essence;
  return {
    protocolVersion,
    parents,
    payload: {
      type: 7,
      protocolVersion,
      parents,
      ...rest,
      metadata: '0x',
      options: [],
      signatures: signatures.map((signature) => ({ type: 0, ...signature })),
    },
    nonce: '0',
  };
}

/** Rising with the clock, and by a second at least, whatever the clock does. @returns seconds since 1970 */
export function nextTimestamp(last: number, nowMs: number): number {
  return Math.max(Math.floor(nowMs / 1_000), last + 1);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
