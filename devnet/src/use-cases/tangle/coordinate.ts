import type { Clock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { Hex } from '../../domain/tangle/hex.ts';
import {
  milestoneBlock,
  nextTimestamp,
  orderParents,
  serializeEssence,
} from '../../domain/tangle/milestone.ts';
import type {
  CoordinatorMemory,
  IssuedMilestone,
  IssueMilestone,
  MilestoneSigner,
} from '../../ports/coordinating.ts';
import type { TangleNode } from '../../ports/tangle-node.ts';

export interface CoordinateDeps {
  readonly node: TangleNode;
  readonly signer: MilestoneSigner;
  readonly memory: CoordinatorMemory;
  readonly clock: Clock;
}

/**
 * Issues milestones over the node's REST API (TIP-29). The last milestone's block is always a parent: without it in its past, the node
 * refuses the next one.
 */
export async function coordinate(deps: CoordinateDeps): Promise<IssueMilestone> {
  const { node, memory } = deps;
  const remembered = memory.recall();
  let lastBlockId = remembered === undefined ? memory.firstBlockId : await node.postBlock(remembered);
  let last: Promise<unknown> = Promise.resolve();
  return (including = []) => {
    const next = last.then(async () => {
      const issued = await issue(deps, lastBlockId, including);
      lastBlockId = issued.blockId;
      return issued;
    });
    last = next.catch(() => undefined);
    return next;
  };
}

async function issue(
  { node, signer, memory, clock }: CoordinateDeps,
  lastBlockId: Hex,
  including: readonly Hex[],
): Promise<IssuedMilestone> {
  const { latestMilestone, protocolVersion } = await node.status();
  const place = {
    index: latestMilestone.index + 1,
    timestamp: nextTimestamp(latestMilestone.timestamp, clock.now()),
    previousMilestoneId: latestMilestone.milestoneId,
    parents: orderParents([lastBlockId, ...including, ...(await node.tips())]),
  };
  const essence = { ...place, protocolVersion, ...(await node.mutations(place)) };
  const block = milestoneBlock(essence, signer.sign(serializeEssence(essence)));
  memory.keep(block);
  const blockId = await node.postBlock(block);
  return { index: place.index, blockId, milestoneId: await confirmed(node, place.index) };
}

/** The node takes the block at once and applies it a moment later. */
async function confirmed(node: TangleNode, index: number): Promise<Hex> {
  for (let attempt = 0; attempt < 2_000; attempt += 1) {
    const { latestMilestone, confirmedIndex } = await node.status();
    if (confirmedIndex >= index) return latestMilestone.milestoneId;
    await new Promise((resolve) => setTimeout(resolve, attempt < 20 ? 2 : 10));
  }
  throw new TanglegateError('tangle-refused', `The node took milestone ${index} but did not confirm it.`);
}
