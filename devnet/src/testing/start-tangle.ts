import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectToNode } from '../adapters/tangle/node-api.ts';
import type { Tangle, TangleDeps, TangleOptions } from '../compose-tangle.ts';
import { composeTangle } from '../compose-tangle.ts';
import type { Hex } from '../domain/tangle/hex.ts';
import type { BlockState, TangleNode } from '../ports/tangle-node.ts';

export interface TestTangle extends Tangle {
  readonly dataFolder: string;
  readonly node: TangleNode;
  /** Makes milestones until one has settled this block, and says how. @throws Error when three did not */
  settle(blockId: Hex): Promise<BlockState>;
}

/**
 * A private Tangle for a test: milestones on demand, unless the test wants a timer. A folder that the test did not name is removed by
 * `close`. The first one on a machine builds the node, which takes minutes: give its hook time.
 */
export async function startTangle(
  options: Partial<TangleOptions> = {},
  deps: TangleDeps = {},
): Promise<TestTangle> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'tangle-'));
  const tidy = (): void => {
    if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
  };
  const tangle = await composeTangle({ milestones: 'on-demand', ...options, dataFolder }, deps).catch(
    (error: unknown) => {
      tidy();
      throw error;
    },
  );
  const node = connectToNode(tangle.nodeUrl);
  return {
    ...tangle,
    dataFolder,
    node,
    settle: async (blockId) => {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await tangle.makeMilestone();
        const state = await node.findBlock(blockId);
        if (state?.milestoneIndex !== undefined) return state;
      }
      throw new Error(`no milestone settled block ${blockId}`);
    },
    close: async () => {
      await tangle.close();
      tidy();
    },
  };
}
